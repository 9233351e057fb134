package io.hv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with a network, whatever host it is for. Where hosts have rules of their own, the strictest of them. */
final class NetworkCheck {

    /** Linux, {@code dev_valid_name} with IFNAMSIZ of 16; more than libvirt's schema has is not taken. */
    private static final Pattern INTERFACE = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9_.-]{1,15}");

    private static final int LEAST_MTU = 68;
    private static final int LEAST_MTU_V6 = 1280;
    private static final int MOST_MTU = 65535;

    private final NetworkSpec spec;
    private final List<SpecFault> faults = new ArrayList<>();

    private NetworkCheck(NetworkSpec spec) {
        this.spec = spec;
    }

    /** Every fault. */
    static List<SpecFault> faults(NetworkSpec spec) {
        NetworkCheck check = new NetworkCheck(spec);
        DomainName.check(spec.name()).ifPresent(check.faults::add);
        check.reach();
        check.addresses();
        spec.dnsDomain()
                .filter(domain -> !DnsName.isGood(domain))
                .ifPresent(domain -> check.add("dnsDomain", domain, "it is no name of the DNS", DnsName.REMEDY));
        check.mtu();
        return check.faults;
    }

    private void add(String path, Object value, String why, String remedy) {
        faults.add(SpecFault.of(path, value.toString(), why, remedy));
    }

    private void reach() {
        String bridge = spec.hostBridge().orElse("");
        switch (spec.mode()) {
            case BRIDGE -> {
                if (bridge.isEmpty()) {
                    add("hostBridge", "", "it is on a bridge, and none is named", "name one, for example br0");
                } else if (!INTERFACE.matcher(bridge).matches()) {
                    add(
                            "hostBridge",
                            "'" + bridge + "'",
                            "Linux has no interface of that name",
                            "use 1 to 15 letters, digits, '_', '-' and '.'");
                }
                othersCare("addresses", !spec.addresses().isEmpty());
                othersCare("dnsDomain", spec.dnsDomain().isPresent());
                othersCare("mtu", spec.mtu().isPresent());
            }
            case NAT, ROUTED -> {
                if (spec.addresses().isEmpty()) {
                    add("addresses", "[]", "the host passes packets on, and has no address there", "give it one");
                }
                noBridge(bridge);
            }
            case ISOLATED -> noBridge(bridge);
        }
    }

    private void othersCare(String path, boolean said) {
        if (said) {
            add(path, "said", "whoever made the host's bridge cares for that", "leave it out, or use another mode");
        }
    }

    private void noBridge(String bridge) {
        if (!bridge.isEmpty()) {
            add("hostBridge", bridge, "a network of mode " + spec.mode() + " is on none", "use the mode BRIDGE");
        }
    }

    private void addresses() {
        Set<Boolean> dhcp = new HashSet<>();
        for (int i = 0; i < spec.addresses().size(); i++) {
            NetworkAddress address = spec.addresses().get(i);
            String path = "addresses[" + i + "]";
            List<SpecFault> own = AddressCheck.faults(path, address);
            faults.addAll(own);
            if (address.isDhcp() && !dhcp.add(address.address().isV6())) {
                add(path, address, "another address of its kind hands out by DHCP already", "hand out in one of them");
            }
            for (int j = 0; j < i && own.isEmpty(); j++) {
                NetworkAddress other = spec.addresses().get(j);
                int common = Math.min(address.prefix(), other.prefix());
                if (common > 0
                        && common <= address.address().bits()
                        && address.address().isInNetwork(other.address(), common)) {
                    add(path, address, "it is in the same network as addresses[" + j + "]", "leave one of them out");
                }
            }
        }
    }

    private void mtu() {
        if (spec.mtu().isEmpty()) {
            return;
        }
        int mtu = spec.mtu().getAsInt();
        boolean v6 = spec.addresses().stream().anyMatch(each -> each.address().isV6());
        int least = v6 ? LEAST_MTU_V6 : LEAST_MTU;
        if (mtu < least || mtu > MOST_MTU) {
            add("mtu", mtu, (v6 ? "IPv6" : "IP") + " needs " + least + " to " + MOST_MTU, "for example 1500");
        }
    }
}
