package io.penstock.model;

/** What goods are good for. Only {@link #GOOD} ones are promised to anybody. */
public enum Quality {
  GOOD,
  /** 残次: they are there, and nobody is sold them. */
  DAMAGED,
  /** 待检: nobody has said yet what they are. */
  QUARANTINE
}
