package io.hv.kvm.net.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the kernel is told by files below {@code /proc} (Documentation/networking/ip-sysctl.rst). */
final class KernelSettings {

    private static final Logger LOG = LoggerFactory.getLogger(KernelSettings.class);
    private static final String ON = "1";
    private static final String OFF = "0";

    /** Of {@code accept_ra}: routers are believed even where this host is one. */
    private static final String ROUTERS_TOO = "2";

    /** {@code RTF_ADDRCONF | RTF_GATEWAY} of {@code linux/route.h}, {@code linux/ipv6_route.h}. */
    private static final long LEARNED = 0x4_0002;

    private static final String ANYWHERE = "0".repeat(32) + " 00 ";
    private static final int FLAGS = 8;
    private static final int DEVICE = 9;

    private final Path proc;

    /**
     * Those of a machine.
     *
     * @param proc where its {@code /proc} is
     */
    KernelSettings(Path proc) {
        this.proc = proc;
    }

    private Path file(String name) {
        return proc.resolve("sys/net").resolve(name);
    }

    private String get(String name) throws GatewayException {
        try {
            return Files.readString(file(name)).strip();
        } catch (IOException e) {
            throw new GatewayException(file(name) + " cannot be read: " + e, "see that /proc is there", e);
        }
    }

    private void set(String name, String value) throws GatewayException {
        set(name, name, value);
    }

    /** One of a device's own, which a new device takes from those called {@code default}. */
    private void set(String family, String device, String setting, String value) throws GatewayException {
        set(family + "/conf/" + device + "/" + setting, family + "/conf/default/" + setting, value);
    }

    private void set(String name, String beforehand, String value) throws GatewayException {
        if (get(name).equals(value)) {
            return;
        }
        try {
            Path unused = Files.writeString(file(name), value);
            LOG.info("{} is {} from now on", file(name), value);
        } catch (IOException e) {
            throw new GatewayException(
                    file(name) + " cannot be set to " + value + ": " + e,
                    "run as root, where /proc/sys is not read-only; or set net." + beforehand.replace('/', '.') + "="
                            + value + " before it starts",
                    e);
        }
    }

    /**
     * Sees to it that an interface takes no routes, addresses and redirects from its machines. Packets that say they come from
     * elsewhere are for {@link Rules}: {@code rp_filter} may be looser for all interfaces, and IPv6 has none. It is not up yet.
     *
     * @param v6 whether it speaks IPv6
     */
    void guard(String device, boolean v6) throws GatewayException {
        set("ipv4", device, "rp_filter", ON);
        set("ipv4", device, "accept_redirects", OFF);
        // The kernel takes IPv6 off a device whose packets are too small for it, and its folder with it.
        boolean hasV6 = Files.isDirectory(file("ipv6/conf/" + device));
        if (v6 && !hasV6) {
            throw new GatewayException(
                    "the kernel does not speak IPv6",
                    "leave the network's IPv6 addresses out, or load the module ipv6");
        }
        if (!hasV6) {
            return;
        }
        set("ipv6", device, "accept_ra", OFF);
        set("ipv6", device, "accept_redirects", OFF);
        // Its address on the link is the one that its MAC address makes, and is nobody else's.
        set("ipv6", device, "addr_gen_mode", OFF);
        set("ipv6", device, "accept_dad", OFF);
        set("ipv6", device, "disable_ipv6", v6 ? OFF : ON);
    }

    /**
     * Has the kernel pass packets on between all of its interfaces. It stays so: others may have come to need it.
     *
     * @param device whose packets of IPv4 are passed on too where new devices' are not
     * @throws GatewayException if that would cost the host routes that it has; or there is no right
     */
    void forward(String device, boolean v4, boolean v6) throws GatewayException {
        if (v6 && get("ipv6/conf/all/forwarding").equals(OFF)) {
            keepRoutes();
            set("ipv6/conf/all/forwarding", ON);
        }
        if (v4) {
            set("ipv4/ip_forward", ON);
            set("ipv4", device, "forwarding", ON);
        }
    }

    /** A kernel that begins to pass IPv6 on forgets what other routers said, on all interfaces but those of accept_ra 2. */
    private void keepRoutes() throws GatewayException {
        List<String> routes;
        try {
            routes = Files.readAllLines(proc.resolve("net/ipv6_route"));
        } catch (IOException e) {
            throw new GatewayException("the routes of IPv6 cannot be read: " + e, "see that /proc is there", e);
        }
        for (String route : routes) {
            String[] fields = route.strip().split("\\s+", -1);
            if (route.startsWith(ANYWHERE)
                    && fields.length > DEVICE
                    && (Long.parseLong(fields[FLAGS], 16) & LEARNED) == LEARNED
                    && !get("ipv6/conf/" + fields[DEVICE] + "/accept_ra").equals(ROUTERS_TOO)) {
                throw new GatewayException(
                        "this host has a default route of IPv6 that it was told by a router on " + fields[DEVICE]
                                + ", and would forget it as soon as it passes IPv6 on",
                        "sysctl net.ipv6.conf." + fields[DEVICE] + ".accept_ra=2");
            }
        }
    }
}
