package io.hv.kvm.virtio.net;

import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;
import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioQueue;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.SwitchPort;
import io.hv.kvm.virtio.StandardDevice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network card (virtio 1.2, 5.1) with one or more pairs of queues, receive before transmit, and a control queue behind them.
 * It leaves checksums and segments to whoever needs them: between two guests that know both, frames pass as they were handed
 * over.
 */
public final class VirtioNet extends StandardDevice implements Resettable, Stateful<NetState> {

    /** As many pairs of queues as a card can have. */
    public static final int MOST_PAIRS = 8;

    /** The bit of an address that stands for more than one. */
    static final long TO_MANY = 1L << 40;

    private static final int DEVICE_ID = 1;
    private static final int QUEUE_SIZE = 256;
    private static final int CONTROL_SIZE = 64;
    private static final int CONFIG_SIZE = 12;
    private static final int UP = 1;
    private static final int ANNOUNCE = 2;
    private static final int LEAST_MTU = 68;
    private static final int MOST_MTU = 65_535;

    private final long ownAddress;
    private final int pairs;
    private final int mtu;
    private final Inbound inbound;
    private final List<Frame> sending = new ArrayList<>();

    private volatile @Nullable SwitchPort port;
    private volatile @Nullable Started started;

    // Under this object's monitor.
    private long address;
    private boolean up = true;
    private boolean announce;

    /**
     * A card that is connected to nothing yet, with its cable in.
     *
     * @param address its MAC address, in the low 48 bits, not one of many
     * @param pairs of queues, 1 to {@value #MOST_PAIRS}
     * @param mtu the bytes of the largest packet without its Ethernet header, 68 to 65,535
     */
    public VirtioNet(String name, long address, int pairs, int mtu) {
        super(name, DEVICE_ID);
        if (pairs < 1 || pairs > MOST_PAIRS) {
            throw new IllegalArgumentException("a card has 1 to " + MOST_PAIRS + " pairs of queues, not " + pairs);
        }
        if (address >>> 48 != 0 || (address & TO_MANY) != 0) {
            throw new IllegalArgumentException("not the address of a card: " + Long.toHexString(address));
        }
        if (mtu < LEAST_MTU || mtu > MOST_MTU) {
            throw new IllegalArgumentException("an MTU is " + LEAST_MTU + " to " + MOST_MTU + ", not " + mtu);
        }
        this.ownAddress = address;
        this.address = address;
        this.pairs = pairs;
        this.mtu = mtu;
        this.inbound = new Inbound(pairs, this::wake, this::overrun);
        for (int i = 0; i < pairs; i++) {
            sending.add(new Frame(Frame.MOST));
        }
    }

    @Override
    public List<Integer> queueSizes() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 2 * pairs; i++) {
            sizes.add(QUEUE_SIZE);
        }
        sizes.add(CONTROL_SIZE);
        return sizes;
    }

    @Override
    public long features() {
        return pairs > 1 ? NetFeatures.ALL | NetFeatures.MQ : NetFeatures.ALL;
    }

    // ---- configuration

    @Override
    public int configSize() {
        return CONFIG_SIZE;
    }

    @Override
    public synchronized int readConfig(int offset) {
        return switch (offset) {
            case 0, 1, 2, 3, 4, 5 -> (int) (address >>> ((5 - offset) * Byte.SIZE)) & 0xff;
            case 6 -> (up ? UP : 0) | (announce ? ANNOUNCE : 0);
            case 8 -> pairs;
            case 10 -> mtu & 0xff;
            case 11 -> mtu >>> Byte.SIZE;
            default -> 0;
        };
    }

    /** Connects it: what the guest sends goes there from now on. The port stays the caller's. */
    public void connect(SwitchPort to) {
        port = to;
    }

    /** Puts the cable in, or pulls it out; the guest is told. For any thread. */
    public void link(boolean nowUp) {
        synchronized (this) {
            up = nowUp;
        }
        changed();
    }

    /** Asks the guest to tell the network where it is, if it can be asked. For any thread. */
    public void announce() {
        Started now = started;
        if (now == null || !now.has(NetFeatures.GUEST_ANNOUNCE)) {
            return;
        }
        synchronized (this) {
            announce = true;
        }
        changed();
    }

    private void changed() {
        Started now = started;
        if (now != null) {
            now.driver().configChanged();
        }
    }

    // ---- control

    /** The guest tells the network where it is. */
    synchronized boolean announced() {
        boolean asked = announce;
        announce = false;
        return asked;
    }

    /** The guest uses so many pairs; refused where that is more than there are. */
    boolean usePairs(int count) {
        Started now = started;
        if (count < 1 || count > pairs || now == null || !now.has(NetFeatures.MQ)) {
            return false;
        }
        inbound.pairs(count);
        return true;
    }

    /** The guest wants another address; refused where that is one of many. */
    synchronized boolean address(long newAddress) {
        if ((newAddress & TO_MANY) != 0) {
            return false;
        }
        address = newAddress;
        return true;
    }

    private int control() {
        Started now = started;
        return now != null && now.has(NetFeatures.MQ) ? 2 * pairs : 2;
    }

    // ---- frames

    @Override
    public void available(VirtioQueue queue) {
        int index = queue.index();
        if (index == control()) {
            for (Request request = queue.take(); request != null; request = queue.take()) {
                NetControl.handle(request, this);
            }
        } else if (index < 2 * pairs) {
            if (index % 2 == 0) {
                toGuest(index / 2, queue);
            } else {
                fromGuest(index / 2, queue);
            }
        }
    }

    private void fromGuest(int pair, VirtioQueue queue) {
        Started now = started;
        Frame frame = sending.get(pair);
        for (Request request = queue.take(); request != null; request = queue.take()) {
            NetHeader.read(request.reader(), now == null ? 0 : now.features(), frame);
            request.complete();
            SwitchPort to = port;
            if (to != null) {
                inbound.sent(frame, pair);
                to.send(frame);
            }
        }
    }

    private void toGuest(int pair, VirtioQueue queue) {
        Started now = started;
        if (now != null) {
            inbound.fill(pair, queue, now.has(NetFeatures.MRG_RXBUF));
        }
    }

    private void overrun() {
        SwitchPort from = port;
        if (from != null) {
            from.overrun();
        }
    }

    /** The switch has a frame for the guest. For any thread. */
    public void receive(Frame frame) {
        Started now = started;
        if (now == null) {
            overrun();
        } else {
            inbound.receive(frame, now);
        }
    }

    /** Of the driver that there is after the frame was put: one that comes later looks for itself. */
    private void wake(int pair) {
        Started now = started;
        if (now != null) {
            now.driver().wake(2 * pair);
        }
    }

    // ---- life

    @Override
    public void start(Driver driver) {
        // Of a driver that is gone, and might have taken what this one cannot.
        inbound.clear();
        started = new Started(driver, driver.features());
        for (int i = 0; i < pairs; i++) {
            wake(i);
        }
    }

    @Override
    public void reset() {
        started = null;
        inbound.reset();
        synchronized (this) {
            address = ownAddress;
            announce = false;
        }
    }

    /** Sends and receives nothing any more. Its port is closed by who has connected it. */
    @Override
    public void close() {
        started = null;
        port = null;
    }

    @Override
    public synchronized NetState save() {
        return new NetState(address, up, announce, inbound.pairs());
    }

    @Override
    public synchronized void restore(NetState state) {
        if (state.pairs() > pairs) {
            throw new IllegalArgumentException(
                    "the state uses " + state.pairs() + " pairs of queues, " + name() + " has " + pairs);
        }
        address = state.address();
        up = state.up();
        announce = state.announce();
        inbound.restore(state.pairs());
    }
}
