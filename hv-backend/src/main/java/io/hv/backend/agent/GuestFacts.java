package io.hv.backend.agent;

import io.hv.GuestInterface;
import io.hv.GuestOs;
import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import java.util.List;

/** What a guest says of itself. */
final class GuestFacts {

    private GuestFacts() {}

    static GuestOs os(AgentValue info) {
        return GuestOs.unknown()
                .system(info.text("id"), info.text("pretty-name"), info.text("version-id"))
                .kernel(info.text("kernel-release"), info.text("kernel-version"), info.text("machine"));
    }

    static List<GuestInterface> interfaces(AgentValue list) {
        return list.items().stream().map(GuestFacts::networkInterface).toList();
    }

    private static GuestInterface networkInterface(AgentValue said) {
        List<NetworkAddress> addresses = said.find("ip-addresses").map(AgentValue::items).orElse(List.of()).stream()
                .map(GuestFacts::address)
                .toList();
        GuestInterface found = GuestInterface.of(said.member("name").text(), addresses);
        return said.find("hardware-address")
                .map(GuestFacts::mac)
                .map(found::mac)
                .orElse(found);
    }

    private static MacAddress mac(AgentValue said) {
        try {
            return MacAddress.parse(said.text());
        } catch (IllegalArgumentException e) {
            throw said.garbled("is no MAC address");
        }
    }

    /** Without the zone that some systems write behind a link's own address. */
    private static NetworkAddress address(AgentValue said) {
        AgentValue text = said.member("ip-address");
        int zone = text.text().indexOf('%');
        try {
            IpAddress address =
                    IpAddress.parse(zone < 0 ? text.text() : text.text().substring(0, zone));
            return NetworkAddress.of(address, said.member("prefix").count(address.bits()));
        } catch (IllegalArgumentException e) {
            throw text.garbled("is no IP address");
        }
    }
}
