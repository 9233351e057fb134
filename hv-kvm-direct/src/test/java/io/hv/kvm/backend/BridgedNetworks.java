package io.hv.kvm.backend;

import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.net.ProgramPort;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What {@link BridgedNetworksTest} runs in a network namespace: a network on the bridge br0, whose host is 10.8.0.1. */
final class BridgedNetworks {

    /** ARP (RFC 826): 10.8.0.2 at 52:54:00:00:00:07 asks all who has 10.8.0.1. */
    private static final String QUESTION = "ffffffffffff" + "525400000007" + "0806" + "0001080006040001"
            + "525400000007" + "0a080002" + "000000000000" + "0a080001";

    /** What an answer says from its type on. */
    private static final String ANSWER = "0806" + "0001080006040002";

    private BridgedNetworks() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try (Host host = Host.open(OwnRoot.URI)) {
            Network none = host.define(NetworkSpec.bridge("none", "br-none").build());
            try {
                none.start();
                say("none is on a bridge");
            } catch (HostFailureException e) {
                say("refused " + none.isActive() + " " + e.getMessage() + " -> " + e.remedy());
            }
            none.undefine();
            Network lan = host.define(NetworkSpec.bridge("lan", "br0").build());
            lan.start();
            say("lan " + lan.bridge().orElse("on none"));
            try (TransientDomain machine = host.create(
                    DebuggedGuest.spec("bridged", DebuggedGuest.SPINS, 1).edit(spec -> spec.nic(NicSpec.on("lan"))))) {
                say("ports " + lan.as(KvmNetwork.class).portsOf(machine.name()).size());
            }
            say("answer " + ask(lan.as(KvmNetwork.class)));
            int unused = System.in.read();
            lan.stop();
            lan.undefine();
            say("stopped");
            unused = System.in.read();
        }
    }

    private static boolean ask(KvmNetwork lan) throws InterruptedException {
        BlockingQueue<String> came = new LinkedBlockingQueue<>();
        try (ProgramPort probe =
                lan.connect("probe", (port, frame) -> came.add(HexFormat.of().formatHex(frame)))) {
            probe.send(HexFormat.of().parseHex(QUESTION));
            String frame = came.poll(30, TimeUnit.SECONDS);
            while (frame != null && !frame.startsWith(ANSWER, 24)) {
                // The bridge's own machine looks for neighbours and routers, too.
                frame = came.poll(30, TimeUnit.SECONDS);
            }
            return frame != null;
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
