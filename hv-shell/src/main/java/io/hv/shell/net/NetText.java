package io.hv.shell.net;

import io.hv.InvalidSpecException;
import io.hv.IpAddress;
import io.hv.NetworkAddress;
import io.hv.NetworkMode;
import io.hv.NetworkSpec;
import io.hv.NicSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a network card is on, as it is typed: {@code none}, {@code user}, or a name and what the network is made of. */
final class NetText implements ITypeConverter<NetText.Wanted> {

    private static final String NONE = "none";
    private static final String USER = "user";
    private static final String ADDRESS = ",address=";
    private static final String MODE = ",mode=";
    private static final Map<String, NetworkMode> MODES =
            Map.of("isolated", NetworkMode.ISOLATED, "nat", NetworkMode.NAT, "routed", NetworkMode.ROUTED);
    /** All addresses of a range have all but their last 16 bits in common. */
    private static final int RANGE_BITS = 16;

    /**
     * A card that is wanted.
     *
     * @param name of the network, or one of the words
     * @param address the host's address on it, if it is made
     * @param mode how far it reaches, if it is made
     */
    record Wanted(String name, Optional<NetworkAddress> address, NetworkMode mode) {

        boolean isNone() {
            return name.equals(NONE);
        }

        boolean isNamed() {
            return !isNone() && !name.equals(USER);
        }

        NicSpec nic() {
            return isNamed() ? NicSpec.on(name) : NicSpec.userMode();
        }

        /** The network, where it is made. */
        NetworkSpec network() {
            NetworkSpec.Builder builder = NetworkSpec.isolated(name).mode(mode);
            address.ifPresent(builder::address);
            return builder.build();
        }
    }

    @Override
    public Wanted convert(String text) {
        int comma = text.indexOf(',');
        String name = comma < 0 ? text : text.substring(0, comma);
        if (name.isEmpty()) {
            throw new TypeConversionException("'" + text + "' does not begin with none, user or a network's name");
        }
        if (comma < 0) {
            return new Wanted(name, Optional.empty(), NetworkMode.ISOLATED);
        }
        if (!text.startsWith(ADDRESS, comma) || name.equals(NONE) || name.equals(USER)) {
            throw new TypeConversionException(
                    "'" + text + "' is not NAME[,address=ADDRESS/PREFIX[,mode=isolated|nat|routed]]");
        }
        try {
            int end = text.indexOf(MODE, comma);
            String address = text.substring(comma + ADDRESS.length(), end < 0 ? text.length() : end);
            NetworkMode mode = end < 0 ? NetworkMode.ISOLATED : mode(text.substring(end + MODE.length()));
            Wanted wanted = new Wanted(name, Optional.of(withRange(NetworkAddress.of(address))), mode);
            NetworkSpec unused = wanted.network();
            return wanted;
        } catch (IllegalArgumentException | InvalidSpecException e) {
            TypeConversionException error = new TypeConversionException("'" + text + "': " + e.getMessage());
            error.initCause(e);
            throw error;
        }
    }

    private static NetworkMode mode(String word) {
        NetworkMode mode = MODES.get(word);
        if (mode == null) {
            throw new IllegalArgumentException("there is no mode '" + word + "'; write isolated, nat or routed");
        }
        return mode;
    }

    /** With all addresses above the host's own to hand out, where there are some. */
    private static NetworkAddress withRange(NetworkAddress host) {
        IpAddress own = host.address();
        int free = Math.max(0, Math.min(RANGE_BITS, own.bits() - host.prefix()));
        int low = ByteBuffer.wrap(own.bytes()).getShort(own.bytes().length - Short.BYTES) & 0xffff;
        // The highest one of IPv4 is for all.
        int last = (low | ((1 << free) - 1)) - (own.isV6() ? 0 : 1);
        return low >= last ? host : host.range(text(own, low + 1), text(own, last));
    }

    /** An address with other last 16 bits. */
    private static String text(IpAddress address, int low) {
        byte[] bytes = address.bytes();
        ByteBuffer unused = ByteBuffer.wrap(bytes).putShort(bytes.length - Short.BYTES, (short) low);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }
}
