package io.hv.kvm.device.debug;

/**
 * Everything a {@link PostCodePort} remembers.
 *
 * @param last the last code; a guest can write any
 */
public record PostCodeState(int last) {}
