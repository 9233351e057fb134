package io.hv.kvm.net.passt;

import io.hv.kvm.net.ether.Checksum;
import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.QueuedStation;
import io.hv.kvm.net.ether.SwitchPort;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a guest has for a network, for tests, of IPv4: it gets an address by DHCP (RFC 2131), says who has it (ARP), sends each
 * datagram back, and what comes by TCP as {@link TcpEcho} does. At ports that are not its own it is silent.
 */
public final class GuestStation implements AutoCloseable {

    private static final byte[] MAC = {0x52, 0x54, 0, 0, 0, 7};
    private static final byte[] EVERYBODY = {-1, -1, -1, -1, -1, -1};
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int IP = 14;
    private static final int TRANSPORT = 34;
    private static final int COOKIE = 0x63825363;
    private static final int OPTIONS = 240;
    private static final int OFFER = 2;
    private static final int ACKNOWLEDGED = 5;
    private static final int TICK_MILLIS = 300;

    private final int port;
    private final int leastFrame;
    private final QueuedStation queue;
    private final SwitchPort cable;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Integer> address = new CompletableFuture<>();
    private final Map<Long, TcpEcho> connections = new HashMap<>();

    /**
     * Plugs it in.
     *
     * @param port at which it answers, of TCP and of UDP
     */
    public GuestStation(EthernetSwitch fabric, int port) {
        this(fabric, port, 0);
    }

    /**
     * The same.
     *
     * @param leastFrame bytes up to which its frames are padded; virtual cards do that for some guests, and not for others
     */
    GuestStation(EthernetSwitch fabric, int port, int leastFrame) {
        this.port = port;
        this.leastFrame = leastFrame;
        queue = new QueuedStation("hv/net/t/guest", 1 << 20, this::receive, () -> {});
        cable = fabric.connect("guest", queue);
        Object unused = timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Has this address from now on. */
    public void address(int fixed) {
        boolean unused = address.complete(fixed);
    }

    /** Asks for an address; complete when it has one. */
    CompletableFuture<Integer> address() {
        dhcp(new byte[] {53, 1, 1, -1});
        return address;
    }

    private synchronized void tick() {
        connections.values().forEach(TcpEcho::tick);
    }

    private synchronized void receive(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame);
        int type = in.getShort(12) & 0xffff;
        if (type == 0x0806 && in.getShort(20) == 1 && in.getInt(38) == address.getNow(0)) {
            arp(in);
        } else if (type == 0x0800 && (frame[IP] & 0xf) == 5) {
            int length = in.getShort(IP + 2) & 0xffff;
            byte[] packet = Arrays.copyOfRange(frame, IP, IP + length);
            switch (frame[IP + 9]) {
                case TCP -> tcp(frame, ByteBuffer.wrap(packet).position(20).slice(), in.getInt(IP + 12));
                case UDP -> udp(frame, ByteBuffer.wrap(packet).position(20).slice(), in.getInt(IP + 12));
                default -> {
                    // Nothing that it knows.
                }
            }
        }
    }

    private void arp(ByteBuffer question) {
        byte[] asker = new byte[6];
        question.get(22, asker);
        send(ByteBuffer.allocate(60)
                .put(asker)
                .put(MAC)
                .putShort((short) 0x0806)
                .putLong(0x0001_0800_0604_0002L)
                .put(MAC)
                .putInt(address.getNow(0))
                .put(asker)
                .putInt(question.getInt(28))
                .array());
    }

    private void udp(byte[] frame, ByteBuffer datagram, int from) {
        byte[] payload = new byte[datagram.remaining() - 8];
        datagram.get(8, payload);
        int to = datagram.getShort(2) & 0xffff;
        if (to == 68) {
            configured(ByteBuffer.wrap(payload));
        } else if (to == port) {
            ByteBuffer answer = ByteBuffer.allocate(8 + payload.length)
                    .putShort((short) port)
                    .putShort(datagram.getShort(0))
                    .putShort((short) (8 + payload.length))
                    .putShort((short) 0)
                    .put(payload);
            packet(Arrays.copyOfRange(frame, 6, 12), UDP, address.getNow(0), from, answer.array(), 6);
        }
    }

    private void configured(ByteBuffer message) {
        int type = 0;
        int server = 0;
        for (int at = OPTIONS; message.get(at) != -1; at += 2 + (message.get(at + 1) & 0xff)) {
            switch (message.get(at)) {
                case 53 -> type = message.get(at + 2);
                case 54 -> server = message.getInt(at + 2);
                default -> {
                    // Nothing that it needs.
                }
            }
        }
        int offered = message.getInt(16);
        if (type == OFFER) {
            dhcp(ByteBuffer.allocate(16)
                    .put(new byte[] {53, 1, 3, 50, 4})
                    .putInt(offered)
                    .put(new byte[] {54, 4})
                    .putInt(server)
                    .put((byte) -1)
                    .array());
        } else if (type == ACKNOWLEDGED) {
            boolean unused = address.complete(offered);
        }
    }

    private void dhcp(byte[] options) {
        ByteBuffer message = ByteBuffer.allocate(8 + 300)
                .putShort((short) 68)
                .putShort((short) 67)
                .putShort((short) 308)
                .putShort((short) 0)
                .putInt(0x01010600)
                .putInt(0x12345678);
        message.put(8 + 28, MAC).putInt(8 + 236, COOKIE).put(8 + OPTIONS, options);
        packet(EVERYBODY, UDP, 0, -1, message.array(), 6);
    }

    private void tcp(byte[] frame, ByteBuffer segment, int from) {
        int peerPort = segment.getShort(0) & 0xffff;
        if ((segment.getShort(2) & 0xffff) != port) {
            return;
        }
        long key = ((long) from << 16) | peerPort;
        byte[] mac = Arrays.copyOfRange(frame, 6, 12);
        int flags = segment.get(13);
        if ((flags & TcpEcho.SYN) != 0 && !connections.containsKey(key)) {
            connections.put(key, new TcpEcho((sequence, acknowledgment, sent, bytes, at, length) -> {
                boolean isFirst = (sent & TcpEcho.SYN) != 0;
                ByteBuffer out = ByteBuffer.allocate((isFirst ? 24 : 20) + length)
                        .putShort((short) port)
                        .putShort((short) peerPort)
                        .putInt(sequence)
                        .putInt(acknowledgment)
                        .put((byte) (isFirst ? 0x60 : 0x50))
                        .put((byte) sent)
                        .putShort((short) TcpEcho.WINDOW)
                        .putInt(0);
                if (isFirst) {
                    // The largest segment is 1460 bytes.
                    out.putInt(0x020405b4);
                } else if (length > 0) {
                    out.put(bytes, at, length);
                }
                packet(mac, TCP, address.getNow(0), from, out.array(), 16);
            }));
        }
        TcpEcho connection = connections.get(key);
        if (connection != null) {
            byte[] payload = new byte[segment.remaining() - (segment.get(12) >> 4 & 0xf) * 4];
            segment.get(segment.limit() - payload.length, payload);
            int window = segment.getShort(14) & 0xffff;
            if (!connection.receive(segment.getInt(4), segment.getInt(8), flags, window, payload)) {
                connections.remove(key);
            }
        }
    }

    /** A packet of IPv4 whose transport's checksum is still to be put in. */
    private void packet(byte[] to, int protocol, int source, int destination, byte[] transport, int checksumAt) {
        ByteBuffer out = ByteBuffer.allocate(Math.max(leastFrame, TRANSPORT + transport.length))
                .put(to)
                .put(MAC)
                .putShort((short) 0x0800)
                .putShort((short) 0x4500)
                .putShort((short) (20 + transport.length))
                .putInt(0)
                .putShort((short) (64 << 8 | protocol))
                .putShort((short) 0)
                .putInt(source)
                .putInt(destination)
                .put(transport);
        byte[] bytes = out.array();
        out.putShort(IP + 10, (short) Checksum.of(Checksum.add(0, bytes, IP, TRANSPORT)));
        long sum = Checksum.add((long) protocol + transport.length, bytes, IP + 12, TRANSPORT + transport.length);
        ByteBuffer unused = out.putShort(TRANSPORT + checksumAt, (short) Checksum.of(sum));
        send(bytes);
    }

    private void send(byte[] bytes) {
        cable.send(Frame.of(bytes));
    }

    @Override
    public void close() {
        Object unused = timer.shutdownNow();
        cable.close();
        queue.close();
    }
}
