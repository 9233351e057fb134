package io.hv.kvm.net.services;

import io.hv.IpAddress;
import java.util.List;

/** Writes a message of a server of DHCP of IPv6. */
final class Dhcp6Reply {

    static final int SUCCESS = 0;
    static final int NO_ADDRESSES = 2;
    static final int NO_BINDING = 3;
    static final int NOT_ON_LINK = 4;
    static final int USE_MULTICAST = 5;
    static final int NO_PREFIXES = 6;

    private final Writer writer = new Writer();

    Dhcp6Reply(int type, Dhcp6Message asked, byte[] server) {
        writer.u8(type).u8(asked.transaction() >>> 16).u16(asked.transaction());
        option(Dhcp6Options.SERVER, server);
        asked.options().first(Dhcp6Options.CLIENT).ifPresent(id -> option(Dhcp6Options.CLIENT, id.rest()));
    }

    Dhcp6Reply option(int code, byte... value) {
        writer.u16(code).u16(value.length).bytes(value);
        return this;
    }

    Dhcp6Reply addresses(int code, List<IpAddress> addresses) {
        Writer value = new Writer();
        addresses.forEach(value::address);
        return option(code, value.toBytes());
    }

    Dhcp6Reply status(int code) {
        return option(Dhcp6Options.STATUS, (byte) 0, (byte) code);
    }

    /** Tells what became of an association: the address that it has, and those that it has not any more. */
    Dhcp6Reply granted(int id, IpAddress address, List<IpAddress> listed, long seconds) {
        Writer value = new Writer().u32(id).u32(seconds / 2).u32(seconds * 4 / 5);
        address(value, address, seconds);
        listed.stream().filter(each -> !each.equals(address)).forEach(each -> address(value, each, 0));
        return option(Dhcp6Options.ASSOCIATION, value.toBytes());
    }

    /** Tells that an association has no address, and why, and that it has those not any more. */
    Dhcp6Reply refused(int id, int status, List<IpAddress> listed) {
        Writer value = new Writer().u32(id).u64(0);
        listed.forEach(each -> address(value, each, 0));
        return option(Dhcp6Options.ASSOCIATION, status(value, status).toBytes());
    }

    /** Tells that an association of another kind has nothing, and why. */
    Dhcp6Reply nothing(int code, int id, int status) {
        Writer value = new Writer().u32(id);
        if (code == Dhcp6Options.PREFIXES) {
            value.u64(0);
        }
        return option(code, status(value, status).toBytes());
    }

    private static void address(Writer value, IpAddress address, long seconds) {
        value.u16(Dhcp6Options.ADDRESS).u16(24).address(address).u32(seconds).u32(seconds);
    }

    private static Writer status(Writer value, int status) {
        return value.u16(Dhcp6Options.STATUS).u16(2).u16(status);
    }

    byte[] toBytes() {
        return writer.toBytes();
    }
}
