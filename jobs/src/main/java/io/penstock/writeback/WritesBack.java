package io.penstock.writeback;

/** A function with cached states. It must run in one of the operators of this package. */
public interface WritesBack {

  /** Its cached states; made when it is opened. */
  WriteBack writeBack();
}
