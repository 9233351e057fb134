package io.hv.kvm.net.ether;

/** Takes frames. */
@FunctionalInterface
public interface FrameSink {

    /** Takes one, which is the caller's again when this returns. Does not wait, and never throws for what is in it. */
    void accept(Frame frame);
}
