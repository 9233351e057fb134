package io.hv.kvm.board;

import io.hv.kvm.snapshot.StateNode;

/**
 * A device's part of a saved machine.
 *
 * @param device its name
 * @param state its state record, described
 */
public record DeviceState(String device, StateNode state) {}
