package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.net.LinkFaults;
import io.hv.kvm.net.NetworkCapture;
import io.hv.kvm.net.NetworkPort;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two stock Linux machines on a switch of this process: what they say to each other arrives, or does not, as it is told to. */
@Tag("lab")
@RequiresKvm
@Timeout(900)
class StockLanTest {

    private static final MacAddress WEB = MacAddress.parse("52:54:00:00:00:01");
    private static final MacAddress DB = MacAddress.parse("52:54:00:00:00:02");

    @TempDir
    private Path folder;

    private static DomainSpec spec(GuestImages images, String name, MacAddress mac, String network) {
        return StockLinux.spec(images, 1)
                .edit(spec -> spec.name(name)
                        .uuid(UUID.randomUUID())
                        .nic(NicSpec.on(network).mac(mac)));
    }

    private static void address(StockLinux linux, int number) {
        assertEquals(
                "0",
                linux.ask("ip addr add 10.9.8." + number + "/24 dev eth0 && ip link set eth0 up && ip link set lo up"
                        + "; echo $?"));
    }

    /** How many of so many pings are answered. */
    private static int answered(StockLinux linux, int count) {
        return Integer.parseInt(linux.ask("ping -c " + count + " -W 2 10.9.8.2 | grep -c bytes.from"));
    }

    @Test
    void talk() throws Exception {
        GuestImages images = StockLinux.images();
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = host.define(NetworkSpec.isolated("lan").build());
            lan.start();
            try (TransientDomain web = host.create(spec(images, "web", WEB, "lan"));
                    TransientDomain db = host.create(spec(images, "db", DB, "lan"))) {
                StockLinux client = StockLinux.of(web).isUp();
                StockLinux server = StockLinux.of(db).isUp();
                KvmNetwork network = lan.as(KvmNetwork.class);
                Path file = folder.resolve("lan.pcapng");
                try (NetworkCapture capture = network.capture(file)) {
                    address(client, 1);
                    address(server, 2);
                    assertEquals(
                            WEB.toString().replace(':', '-'), client.ask("tr '\\072' - </sys/class/net/eth0/address"));
                    assertEquals(3, answered(client, 3));
                    assertEquals("0", server.ask("httpd -p 80 -h /tmp; echo $?"));
                    assertEquals(sum(server, "big", 8), client.ask(fetch("big")));
                    badCable(network, server, client);
                    partition(network, client);
                    pulledOut(web, client);
                    assertTrue(network.portsOf("db").get(0).statistics().sentBytes() > 1 << 19, "more than the file");
                    capture.flush();
                    assertTrue(Files.size(file) > 1 << 19, "the file is in the capture");
                }
            }
            lan.stop();
            lan.undefine();
        }
    }

    /** Makes a file of so many times 64 KiB. */
    private static String sum(StockLinux server, String file, int size) {
        String made = "dd if=/dev/urandom of=/tmp/" + file + " bs=64k count=" + size + " 2>/dev/null";
        return server.ask(made + "; md5sum </tmp/" + file).substring(0, 32);
    }

    private static String fetch(String file) {
        return "wget -q -O - http://10.9.8.2/" + file + " | md5sum | cut -c1-32";
    }

    private static void badCable(KvmNetwork network, StockLinux server, StockLinux client) {
        String sum = sum(server, "small", 1);
        NetworkPort port = network.portsOf("db").get(0);
        port.faults(LinkFaults.none().loss(0.2).seed(7), LinkFaults.none());
        assertEquals(sum, client.ask(fetch("small")), "by a cable that loses one frame in five");
        assertTrue(port.statistics().lost() > 3, port.statistics()::toString);
        port.faults(LinkFaults.none());
    }

    private static void partition(KvmNetwork network, StockLinux client) {
        network.partition(List.of(network.portsOf("web")));
        assertEquals(0, answered(client, 2));
        assertNotEquals(0, network.portsOf("web").get(0).statistics().blocked());
        network.heal();
        assertEquals(2, answered(client, 2));
    }

    private static void pulledOut(TransientDomain web, StockLinux client) {
        assertEquals("1", client.ask("cat /sys/class/net/eth0/carrier"));
        web.nic(WEB).link(false);
        assertEquals("0", client.ask("until [ $(cat /sys/class/net/eth0/carrier) = 0 ]; do true; done; echo 0"));
        web.nic(WEB).link(true);
        assertEquals("1", client.ask("until [ $(cat /sys/class/net/eth0/carrier) = 1 ]; do true; done; echo 1"));
    }
}
