package io.hv.backend;

/**
 * What a file holds that {@link MachineImage#write} has written.
 *
 * @param about whose it is
 * @param image what it was; the caller closes it
 */
public record SavedMachine(SavedDomain about, MachineImage image) {}
