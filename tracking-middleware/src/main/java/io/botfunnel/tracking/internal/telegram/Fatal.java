package io.botfunnel.tracking.internal.telegram;

/**
 * Separates fatal errors, which must not be caught, from failures of a handler. A missing class or
 * endless recursion is the handler's failure; running out of memory is the virtual machine's.
 */
final class Fatal {
  private Fatal() {}

  /** Rethrows an error after which the process is no longer reliable; returns for anything else. */
  static void rethrow(Throwable failure) {
    if (failure instanceof VirtualMachineError broken && !(failure instanceof StackOverflowError)) {
      throw broken;
    }
  }
}
