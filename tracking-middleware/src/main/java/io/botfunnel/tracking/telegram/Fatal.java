package io.botfunnel.tracking.telegram;

/**
 * Tells what may not be caught. A handler that lacks a class or recurses without end has failed; a
 * virtual machine that is out of memory has.
 */
final class Fatal {
  private Fatal() {}

  /** Throws what means that the process cannot be relied on any more; anything else returns. */
  static void rethrow(Throwable failure) {
    if (failure instanceof VirtualMachineError broken && !(failure instanceof StackOverflowError)) {
      throw broken;
    }
  }
}
