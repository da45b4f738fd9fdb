package io.botfunnel.benchmarks.load;

/** What a caller does for the event of this number. */
public interface Call {
  void make(int event) throws Exception;
}
