package io.hv.kvm.virtio;

import io.hv.kvm.VsockConnection;
import io.hv.kvm.VsockListener;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.virtio.vsock.HostSide;
import io.hv.kvm.virtio.vsock.VirtioSocket;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Programs of the host's behind a socket device that is fuzzed: they never wait. */
final class SocketHost {

    private static final Map<VirtioDevice, SocketHost> ALL = new ConcurrentHashMap<>();
    private static final int MOST = 4;

    private final VsockListener listener;
    private final Deque<VsockConnection> accepted = new ArrayDeque<>();
    private int written;

    private SocketHost(VsockListener listener) {
        this.listener = listener;
    }

    /** A device with such programs, until its {@link #end}. */
    static VirtioSocket makeDevice() {
        VirtioSocket device = new VirtioSocket("vsock0", 3);
        try {
            ALL.put(device, new SocketHost(new HostSide(device, "fuzzed").listen(1)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return device;
    }

    static SocketHost of(VirtioDevice device) {
        return Objects.requireNonNull(ALL.get(device));
    }

    static void end(VirtioDevice device) {
        Objects.requireNonNull(ALL.remove(device)).listener.close();
    }

    /** How many there are. */
    static int count() {
        return ALL.size();
    }

    /** A packet of the guest's without data. */
    static byte[] packet(int op, int hostPort, int guestPort, int length) {
        ByteBuffer packet = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        packet.putLong(3).putLong(2).putInt(guestPort).putInt(hostPort).putInt(length);
        packet.putShort((short) 1).putShort((short) op).putInt(0).putInt(1 << 16);
        return packet.array();
    }

    void step(int choice) {
        try {
            switch (choice % 4) {
                case 0 -> accept();
                case 1 -> write();
                case 2 -> closeOne();
                default -> {
                    VsockConnection one = accepted.peek();
                    if (one != null) {
                        one.shutdownOutput();
                    }
                }
            }
        } catch (SocketException | SocketTimeoutException | ClosedChannelException e) {
            // The guest has ended it, or has asked for none: as it likes.
            written = 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void accept() throws IOException {
        if (accepted.size() == MOST) {
            closeOne();
        }
        accepted.add(listener.accept(Duration.ZERO));
    }

    private void write() throws IOException {
        VsockConnection one = accepted.peek();
        // Never so much that it would have to wait.
        if (one != null && written < 50_000) {
            written += one.write(ByteBuffer.allocate(100));
        }
    }

    private void closeOne() {
        VsockConnection one = accepted.poll();
        written = 0;
        if (one != null) {
            one.close();
        }
    }
}
