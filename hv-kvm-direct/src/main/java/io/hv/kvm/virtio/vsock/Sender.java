package io.hv.kvm.virtio.vsock;

/** What has something for the guest. Under the table's lock. */
@FunctionalInterface
interface Sender {

    /**
     * The next packet.
     *
     * @param room for how many bytes there is room, its header among them
     */
    Packet next(int room);
}
