package io.hv.kvm.net.ether;

/** Looks at the frames of a port; see {@link FrameSink} for what it may do. */
public interface FrameTap {

    /** Whoever is connected to it has sent a frame. */
    void sent(SwitchPort port, Frame frame);

    /** Whoever is connected to it is given a frame. */
    void received(SwitchPort port, Frame frame);
}
