package io.hv.kvm.net;

/** Gets the frames of a {@link ProgramPort}. */
@FunctionalInterface
public interface FrameHandler {

    /**
     * A frame has come. One at a time for each port; it may wait, and it may send. What it throws is logged, and the next frame
     * comes all the same.
     *
     * @param port that it came to
     * @param frame an Ethernet frame without its checksum (FCS), as a cable would carry it; the handler's to keep
     */
    void received(ProgramPort port, byte[] frame);
}
