package io.hv.kvm.net.tap;

import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.passt.Exchange;
import io.hv.kvm.net.passt.GuestStation;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What {@link BridgeUplinkTest} runs in a network namespace: a switch on a bridge, and who is on its other side. */
final class BridgeProgram {

    static final int SIZE = 3 << 18;
    static final int DATAGRAM = 1300;

    private static final int ECHO = 7;
    private static final int GUEST = 0x0a080002;

    private BridgeProgram() {}

    public static void main(String[] args) throws IOException {
        refused("br-none");
        refused("out0");
        InetSocketAddress guest = new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 8, 0, 2}), ECHO);
        for (int i = 0; i < 2; i++) {
            try (EthernetSwitch fabric = new EthernetSwitch("t");
                    BridgeUplink uplink = BridgeUplink.start("t", fabric, "br0");
                    GuestStation station = new GuestStation(fabric, ECHO)) {
                station.address(GUEST);
                byte[] back = Exchange.overTcp(guest, Exchange.data(SIZE));
                say("mtu " + uplink.mtu() + " tcp " + back.length + " " + Exchange.sum(back));
                say("udp " + Exchange.sum(Exchange.overUdp(guest, Exchange.data(DATAGRAM))));
                awaitLine();
            }
            say("closed");
            awaitLine();
        }
        try (EthernetSwitch fabric = new EthernetSwitch("t");
                BridgeUplink uplink = BridgeUplink.start("t", fabric, "br0")) {
            say("ready " + uplink);
            // Until it is killed.
            awaitLine();
        }
    }

    private static void awaitLine() throws IOException {
        int read = System.in.read();
        if (read < 0) {
            throw new IOException("nobody is there any more");
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void refused(String bridge) {
        try (EthernetSwitch fabric = new EthernetSwitch("t")) {
            BridgeUplink.start("t", fabric, bridge).close();
            say("on " + bridge);
        } catch (NativeException e) {
            say("refused " + bridge + " " + e.call() + " " + e.errnoName());
        }
    }
}
