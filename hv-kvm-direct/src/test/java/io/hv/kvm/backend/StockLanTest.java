package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.DomainSpec;
import io.hv.Host;
import io.hv.HostPath;
import io.hv.MacAddress;
import io.hv.Network;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import io.hv.TransientDomain;
import io.hv.kvm.KvmNetwork;
import io.hv.kvm.VirtioTransport;
import io.hv.kvm.contract.OwnRoot;
import io.hv.kvm.net.Lease;
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

/** Two stock Linux machines, whose roots are overlays of one disk, on a switch of this process: what they say to each other arrives, or does not, as it is told to. */
@Tag("lab")
@RequiresKvm
@Timeout(900)
class StockLanTest {

    private static final MacAddress WEB = MacAddress.parse("52:54:00:00:00:01");
    private static final MacAddress DB = MacAddress.parse("52:54:00:00:00:02");

    @TempDir
    private Path folder;

    /** What busybox' DHCP client calls with what it has been given. */
    private static final String[] CLIENT = {
        "[ $1 = bound ] || exit 0",
        "ip addr add $ip/$mask dev $interface",
        "echo nameserver $dns >/tmp/resolv",
        "echo search $domain >>/tmp/resolv",
    };

    private DomainSpec spec(Path disk, String name, MacAddress mac) {
        DiskSource root =
                DiskSource.file(HostPath.of(RootDisk.overlay(disk, name))).format(DiskFormat.QCOW2);
        return RootDisk.spec(RootDisk.kernel(GuestImages.KERNEL_PROPERTY), root, VirtioTransport.PCI)
                .edit(spec -> spec.name(name)
                        .uuid(UUID.randomUUID())
                        .nic(NicSpec.on("lan").mac(mac)));
    }

    /** It asks for an address, and is found by its name from then on. */
    private static String leased(StockLinux linux, KvmNetwork network, MacAddress mac) {
        linux.type("mount -t tmpfs tmp /tmp; mkdir -p /etc; ln -s /tmp/resolv /etc/resolv.conf");
        linux.type("echo '#!/bin/sh' >/tmp/client; chmod 755 /tmp/client");
        for (String line : CLIENT) {
            linux.type("echo '" + line + "' >>/tmp/client");
        }
        linux.type("ip link set lo up; ip link set eth0 up");
        assertEquals("0", linux.ask("udhcpc -i eth0 -n -q -t 20 -T 1 -s /tmp/client >/tmp/log 2>&1; echo $?"));
        Lease lease = network.leases().stream()
                .filter(each -> each.mac().equals(mac))
                .findFirst()
                .orElseThrow();
        String address = lease.address().toString();
        assertEquals("1", linux.ask("ip -4 addr show eth0 | grep -c ' " + address + "/24 '"));
        return address;
    }

    /** How many of so many pings are answered. */
    private static int answered(StockLinux linux, int count) {
        return Integer.parseInt(linux.ask("ping -c " + count + " -W 2 db.lan | grep -c bytes.from"));
    }

    @Test
    void talk() throws Exception {
        Path disk = RootDisk.copyTo(folder);
        NetworkSpec spec = NetworkSpec.isolated("lan")
                .dnsDomain("lan")
                .address(NetworkAddress.of("10.9.8.1/24").range("10.9.8.100", "10.9.8.199"))
                .build();
        try (Host host = Host.open(OwnRoot.URI)) {
            Network lan = host.define(spec);
            lan.start();
            try (TransientDomain web = host.create(spec(disk, "web", WEB));
                    TransientDomain db = host.create(spec(disk, "db", DB))) {
                StockLinux client = StockLinux.of(web).isUp();
                StockLinux server = StockLinux.of(db).isUp();
                KvmNetwork network = lan.as(KvmNetwork.class);
                Path file = folder.resolve("lan.pcapng");
                try (NetworkCapture capture = network.capture(HostPath.of(file))) {
                    String own = leased(client, network, WEB);
                    assertNotEquals(own, leased(server, network, DB));
                    assertEquals("/dev/vda", client.ask("awk '$2 == \"/\" {print $1}' /proc/mounts | tail -n 1"));
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
        return "wget -q -O - http://db.lan/" + file + " | md5sum | cut -c1-32";
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
