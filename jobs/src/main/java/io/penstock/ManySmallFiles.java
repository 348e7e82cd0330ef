package io.penstock;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Lets RocksDB gather more files before it merges them. Every checkpoint leaves one per state, so
 * with one a second it would otherwise merge all the time; and a look into some more files costs
 * little where Bloom filters say which of them have the key.
 */
public final class ManySmallFiles implements RocksDBOptionsFactory {

  private static final long serialVersionUID = 1;

  private static final int FILES = 12;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> handlesToClose) {
    return current;
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> handlesToClose) {
    return current.setLevel0FileNumCompactionTrigger(FILES);
  }
}
