package io.hv.kvm.net.gateway;

import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;

/**
 * What the firewall is to do for a network, in nft's words (nft(8)), one statement a line: machines send under their own
 * addresses only, to the host too; of a network that is translated nobody else begins a connection with them, and out there they have the
 * address of the interface by which their packets leave. The table is its maker's: the kernel has it for as long as that has
 * its socket.
 */
final class Rules {

    private static final String REFUSE = "reject with icmpx type admin-prohibited;";

    private final String table;
    private final String device;
    private final NetworkSpec spec;
    private final StringBuilder text = new StringBuilder();

    private Rules(String table, String device, NetworkSpec spec) {
        this.table = table;
        this.device = device;
        this.spec = spec;
    }

    /**
     * The table.
     *
     * @param table its name
     * @param device the interface that the network is behind
     */
    static String of(String table, String device, NetworkSpec spec) {
        return new Rules(table, device, spec).all();
    }

    private String all() {
        boolean nat = spec.mode() == NetworkMode.NAT;
        line("table inet " + table + " {");
        line("flags owner;");
        chain("from", "saddr", "accept;", "drop;");
        chain("to", "daddr", nat ? "ct state established,related accept;" : "accept;", REFUSE);
        line("chain local {");
        // What a machine says before it has an address, and to its neighbours.
        line("ip saddr 0.0.0.0 accept;");
        line("ip6 saddr { ::, fe80::/10 } accept;");
        line("goto from;");
        line("};");
        line("chain input {");
        line("type filter hook input priority filter; policy accept;");
        line("iifname \"" + device + "\" goto local;");
        line("};");
        line("chain forward {");
        line("type filter hook forward priority filter; policy accept;");
        line("iifname \"" + device + "\" goto from;");
        line("oifname \"" + device + "\" goto to;");
        line("};");
        if (nat) {
            line("chain translate {");
            line("type nat hook postrouting priority srcnat; policy accept;");
            each("saddr", "oifname != \"" + device + "\" masquerade;");
            line("};");
        }
        line("}");
        return text.toString();
    }

    private void chain(String name, String side, String ours, String others) {
        line("chain " + name + " {");
        each(side, ours);
        line(others);
        line("};");
    }

    private void each(String side, String what) {
        for (NetworkAddress network : spec.addresses()) {
            String kind = network.address().isV6() ? "ip6 " : "ip ";
            line(kind + side + " " + network.address() + "/" + network.prefix() + " " + what);
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
