package io.hv.kvm.virtio.vsock;

import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;

/** How much more of a connection the guest takes, as it has told (virtio 1.2, 5.10.6.3). The counters go round at 2^32. */
final class GuestCredit {

    /** What is under way at most, however much space the guest tells of: so that a count tells before from after. */
    private static final int MOST = 1 << 30;

    private int sent;
    private int space;
    private int taken;

    /**
     * A packet of the guest's tells.
     *
     * @throws BrokenRule if it says that more was read than was sent
     */
    void told(PacketHeader said) {
        if (sent - said.taken() < 0) {
            throw new BrokenRule(Rule.VSOCK_COUNT);
        }
        space = said.space();
        taken = said.taken();
    }

    /** For how many bytes there is space. */
    int free() {
        long most = Math.min(Integer.toUnsignedLong(space), MOST);
        return (int) Math.max(0, most - (sent - taken));
    }

    void sent(int count) {
        sent += count;
    }
}
