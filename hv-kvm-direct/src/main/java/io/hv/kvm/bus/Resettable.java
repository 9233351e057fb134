package io.hv.kvm.bus;

/** A device that returns to its power-on state. Called only while every vCPU is paused. */
public interface Resettable extends Device {

    /** Returns to the power-on state, with interrupt lines low and timers disarmed. */
    void reset();
}
