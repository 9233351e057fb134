package io.hv.kvm.bus;

/**
 * A device whose whole state is one immutable record. A new instance with the same wiring that restores the record
 * behaves from then on as the saved one would have. Called only while every vCPU is paused.
 *
 * @param <S> the record; its components are primitives, strings, enums, {@link Bytes}, lists and records of these, and none
 *     is null
 */
public interface Stateful<S extends Record> extends Device {

    /** The state as it is now. Changes nothing. */
    S save();

    /**
     * Takes over a state and makes its effects true: interrupt lines are driven, timers armed.
     *
     * @throws IllegalArgumentException if the record holds a value that no device can be in; then nothing has changed
     */
    void restore(S state);
}
