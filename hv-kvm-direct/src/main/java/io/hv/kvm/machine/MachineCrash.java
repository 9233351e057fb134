package io.hv.kvm.machine;

import io.hv.kvm.bus.Bytes;

/**
 * Why a guest cannot go on.
 *
 * @param kind what happened
 * @param message what happened, in a sentence
 * @param registers a dump for people, a block per vCPU that could be asked; perhaps empty
 * @param instruction the bytes at the instruction pointer; empty where KVM does not give them
 */
public record MachineCrash(Kind kind, String message, String registers, Bytes instruction) {

    /** What can happen. */
    public enum Kind {
        /** The processor shut down. */
        TRIPLE_FAULT,
        /** KVM cannot run an instruction or a state. */
        INTERNAL_ERROR,
        /** The guest's kernel said that it panicked. */
        PANIC,
        /** The host refused something that the machine needs. */
        HOST_FAILURE
    }
}
