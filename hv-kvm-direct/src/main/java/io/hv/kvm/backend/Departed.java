package io.hv.kvm.backend;

/**
 * A device that has left a machine.
 *
 * @param name by which the domain knows it: a disk's target, or a card's address
 * @param release gives back what it held of the host; run once, may take a while, and fails with a
 *     {@link io.hv.HypervisorException}
 */
record Departed(String name, Runnable release) {}
