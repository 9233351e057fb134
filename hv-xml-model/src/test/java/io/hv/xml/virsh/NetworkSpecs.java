package io.hv.xml.virsh;

import io.hv.DhcpHost;
import io.hv.DhcpRange;
import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random networks. */
final class NetworkSpecs {

    private static final String NAME = "abcXYZ019 -_.+:@'\"<>&;%$#\u00e4\u540d";
    private static final String DEVICE = "abcXYZ019_.-";

    private static final List<NetworkMode> MODES = List.of(NetworkMode.values());

    private final Random random;

    private NetworkSpecs(Random random) {
        this.random = random;
    }

    /** Any. */
    static Arbitrary<NetworkSpec> any() {
        return Arbitraries.randomValue(NetworkSpecs::of);
    }

    /** The next one. */
    static NetworkSpec of(Random random) {
        return new NetworkSpecs(random).network();
    }

    private NetworkSpec network() {
        String name = "n" + text(NAME, 1, 30);
        NetworkMode mode = MODES.get(random.nextInt(MODES.size()));
        NetworkSpec.Builder spec = NetworkSpec.isolated(name).mode(mode);
        if (random.nextInt(4) > 0) {
            spec.uuid(new UUID(random.nextLong(), random.nextLong() | 1));
        }
        if (mode == NetworkMode.BRIDGE) {
            return spec.hostBridge("b" + text(DEVICE, 0, 14)).build();
        }
        int v4 = random.nextInt(3);
        int v6 = v4 == 0 && mode != NetworkMode.ISOLATED ? 1 + random.nextInt(2) : random.nextInt(3);
        IntStream.range(0, v4).forEach(i -> spec.address(v4(i)));
        IntStream.range(0, v6).forEach(i -> spec.address(v6(i)));
        if (random.nextBoolean()) {
            spec.dnsDomain("d" + random.nextInt(100) + (random.nextBoolean() ? ".lan-1.example" : ""));
        }
        if (random.nextBoolean()) {
            spec.mtu(1280 + random.nextInt(65536 - 1280));
        }
        return spec.build();
    }

    private String text(String letters, int least, int most) {
        return random.ints(least + random.nextInt(most - least + 1), 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .reduce("", String::concat);
    }

    /** Each is in a network of 16 bits of its own; only the first one hands out. */
    private NetworkAddress v4(int index) {
        int prefix = 16 + random.nextInt(13);
        List<IpAddress> hosts = hosts((1 << (32 - prefix)) - 2).stream()
                .map(host -> IpAddress.parse("10." + index + "." + (host >> 8) + "." + (host & 0xff)))
                .toList();
        return dhcp(NetworkAddress.of(hosts.get(0), prefix), index == 0, hosts);
    }

    private NetworkAddress v6(int index) {
        List<IpAddress> hosts = hosts(0xffff).stream()
                .map(host -> IpAddress.parse("fd00:" + index + "::" + Integer.toHexString(host)))
                .toList();
        return dhcp(NetworkAddress.of(hosts.get(0), 48 + random.nextInt(65)), index == 0, hosts);
    }

    /** Nine numbers, in their order. */
    private List<Integer> hosts(int most) {
        TreeSet<Integer> hosts = new TreeSet<>();
        while (hosts.size() < 9) {
            hosts.add(1 + random.nextInt(most));
        }
        return List.copyOf(hosts);
    }

    private NetworkAddress dhcp(NetworkAddress plain, boolean first, List<IpAddress> hosts) {
        NetworkAddress address = plain;
        if (!first) {
            return address;
        }
        for (int i = 1, ranges = random.nextInt(3); i <= ranges; i++) {
            address = address.range(new DhcpRange(hosts.get(2 * i - 1), hosts.get(2 * i)));
        }
        for (int i = 5, last = 5 + random.nextInt(4); i < last; i++) {
            address = address.host(host(hosts.get(i), i));
        }
        return address;
    }

    private DhcpHost host(IpAddress address, int index) {
        DhcpHost host = DhcpHost.of(address);
        boolean named = address.isV6() || random.nextBoolean();
        host = named ? host.name("h" + index + "-" + random.nextInt(10)) : host;
        boolean byMac = !named || (!address.isV6() && random.nextBoolean());
        // The first byte is even: no group's.
        return byMac ? host.mac(new MacAddress((random.nextLong() & 0xfe_ff_ff_ff_ff_00L) | index)) : host;
    }
}
