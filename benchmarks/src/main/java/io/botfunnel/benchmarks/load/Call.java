package io.botfunnel.benchmarks.load;

/** The call that a caller makes for the event of this number. */
public interface Call {
  void make(int event) throws Exception;
}
