package io.hv.bench;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Host;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.net.NetworkPort;
import io.hv.kvm.net.ProgramPort;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Frames of a virtio-net, beside QEMU: the same small guest sends frames, always with so many under way, and has each back
 * from a peer in the benchmark's own process. Under hv the peer is a program at a port of the network, under QEMU a thread
 * that reads and writes the socket of QEMU's back end. What is allocated is counted where two machines exchange frames.
 */
final class NetBench {

    private static final String LAN = "bench";
    private static final MacAddress MAC = MacAddress.parse("52:54:00:00:00:01");
    private static final MacAddress ECHO_MAC = MacAddress.parse("52:54:00:00:00:02");
    private static final int WARM_UP = 60_000;
    private static final int COUNTED = 20_000;
    private static final int SMALL = 60;
    private static final int LARGE = 1514;

    private final Host host;
    private final BesideQemu bench;
    private final KvmNetwork network;

    private NetBench(Host host, Setting setting, Path socket, KvmNetwork network) {
        this.host = host;
        this.network = network;
        HvHammer hv = hammer("hammer", MAC);
        QemuHammer qemu = new QemuHammer(
                setting,
                "-device virtio-net-device,netdev=net,mac=" + MAC,
                List.of("-netdev", "stream,id=net,server=off,addr.type=unix,addr.path=" + socket));
        this.bench = new BesideQemu(setting, "net", "frame", hv, qemu);
    }

    private HvHammer hammer(String name, MacAddress mac) {
        return new HvHammer(host, name, spec -> spec.nic(NicSpec.on(LAN).mac(mac)));
    }

    static Section measure(Setting setting) {
        Path socket = setting.folder().resolve("cable");
        try (Host host = Host.open("kvm:///");
                StreamEcho unused = new StreamEcho(socket)) {
            Network lan = host.define(NetworkSpec.isolated(LAN).build());
            try {
                lan.start();
                NetBench bench = new NetBench(host, setting, socket, lan.as(KvmNetwork.class));
                bench.withProgram();
                bench.betweenMachines(SMALL);
                bench.betweenMachines(LARGE);
                return bench.bench.section("frames there and back by a network card, beside QEMU");
            } finally {
                lan.stop();
                lan.undefine();
            }
        }
    }

    private static SmallGuest guest(int depth, int bytes) {
        return SmallGuests.virtioNetMmio()
                .with("depth", depth)
                .with("bytes", bytes)
                .with("checks", 0);
    }

    private void withProgram() {
        try (ProgramPort unused = network.connect("peer", (port, frame) -> {
            NetEcho.turn(ByteBuffer.wrap(frame), 0);
            port.send(frame);
        })) {
            looking("1 x 60", guest(1, SMALL), 2_000);
            looking("32 x 60", guest(32, SMALL), 8_000);
            looking("32 x 1514", guest(32, LARGE), 8_000);
            sleeping("1 x 60, sleeps", guest(1, SMALL), 2_000, false);
            sleeping("32 x 60, sleeps", guest(32, SMALL), 4_000, true);
        }
    }

    private void looking(String label, SmallGuest guest, int count) {
        bench.times(label, guest.with("count", WARM_UP), guest.with("count", count));
        bench.exits(label, guest, COUNTED);
    }

    /** With one frame under way it is chance whether the guest is asleep when the answer comes: reported, not judged. */
    private void sleeping(String label, SmallGuest guest, int count, boolean judged) {
        SmallGuest sleeper = guest.with("sleeps", 1);
        bench.times(label, sleeper.with("count", COUNTED), sleeper.with("count", count));
        bench.exitsOfSleeper(label, sleeper.with("count", count), judged);
    }

    /** Both machines' I/O threads carry each frame there and back; a frame is done when it is back. */
    private void betweenMachines(int bytes) {
        SmallGuest sender = guest(32, bytes).with("count", 4L * COUNTED).with("warmup", COUNTED);
        SmallGuest echo = sender.with("echoes", 1);
        try (TransientDomain domain = hammer("hammer-echo", ECHO_MAC).start(echo);
                ConsoleSession console = domain.console().open(From.START)) {
            String unused = console.expect("virtio net\n", HvHammer.PATIENCE);
            bench.allocated("two machines, " + bytes, hammer("hammer", MAC).allocation(sender, this::received));
        }
    }

    private long received(TransientDomain domain) {
        NetworkPort port = network.portsOf(domain.name()).get(0);
        return port.statistics().receivedFrames();
    }
}
