package io.hv.kvm.net.passt;

import io.hv.kvm.net.PortForward;
import io.hv.kvm.net.ether.EthernetSwitch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What {@link ForwardTest} runs in a network namespace: a guest behind passt, and who connects to it from outside. */
final class ForwardProgram {

    static final int SIZE = 3 << 18;
    static final List<Integer> DATAGRAMS = List.of(1, 18, 19, 1200);
    static final int ECHO = 7;

    private static final int PATIENCE_MILLIS = 30_000;

    private ForwardProgram() {}

    public static void main(String[] args) throws Exception {
        Path program = Path.of(args[0]);
        PortForward tcp;
        try (EthernetSwitch fabric = new EthernetSwitch("t");
                GuestStation guest = new GuestStation(fabric, ECHO, Integer.parseInt(args[1]));
                Passt passt = Passt.start(
                        program,
                        "t",
                        fabric,
                        1500,
                        List.of(PortForward.tcp(0, ECHO), PortForward.udp(0, ECHO), PortForward.tcp(0, ECHO)))) {
            say("address " + Integer.toHexString(guest.address().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)));
            say("forwards " + passt.forwards());
            tcp = passt.forwards().get(0);
            for (PortForward each : List.of(tcp, tcp, passt.forwards().get(2))) {
                byte[] back = Exchange.overTcp(at(each), Exchange.data(SIZE));
                say("tcp " + back.length + " " + Exchange.sum(back));
            }
            for (int size : DATAGRAMS) {
                byte[] answer = Exchange.overUdp(at(passt.forwards().get(1)), Exchange.data(size));
                say("udp " + answer.length + " " + Exchange.sum(answer));
            }
            taken(program, tcp);
            taken(program, passt.forwards().get(1));
        }
        say("children " + ProcessHandle.current().children().count());
        try (EthernetSwitch fabric = new EthernetSwitch("t");
                Passt again = Passt.start(program, "t", fabric, 1500, List.of(tcp))) {
            say("again " + again.forwards());
            say("ready "
                    + ProcessHandle.current()
                            .children()
                            .findFirst()
                            .orElseThrow()
                            .pid());
            // Until it is killed.
            int unused = System.in.read();
        }
    }

    private static InetSocketAddress at(PortForward forward) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), forward.hostPort());
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void taken(Path program, PortForward forward) throws IOException {
        try (EthernetSwitch other = new EthernetSwitch("u")) {
            Passt.start(program, "u", other, 1500, List.of(forward)).close();
            say("taken by two");
        } catch (ForwardException e) {
            say("taken " + e.forward().equals(forward) + " " + e.getMessage());
        }
    }
}
