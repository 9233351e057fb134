package io.hv.shell.net;

import io.hv.kvm.net.PortForward;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a forwarded port: {@code tcp:8080:80}, with an address {@code udp:0.0.0.0:53:53}, or as QEMU has it. */
public final class ForwardText implements ITypeConverter<PortForward> {

    private static final Pattern BRIEF = Pattern.compile("(tcp|udp):(?:(\\[[^]]*]|[0-9.]+):)?([0-9]+):([0-9]+)");

    /** For picocli. */
    public ForwardText() {}

    @Override
    public PortForward convert(String text) {
        Matcher brief = BRIEF.matcher(text);
        String whole = text;
        if (brief.matches()) {
            String address = brief.group(2) == null ? "" : brief.group(2);
            whole = brief.group(1) + ":" + address + ":" + brief.group(3) + "-:" + brief.group(4);
        }
        try {
            PortForward forward = PortForward.parse(whole);
            if (forward.hostPort() == 0) {
                throw new TypeConversionException(
                        "'" + text + "': say the port of the host, 1 to " + PortForward.LAST_PORT);
            }
            return forward;
        } catch (IllegalArgumentException e) {
            TypeConversionException error = new TypeConversionException(
                    "'" + text + "' is not PROTOCOL:[ADDRESS:]HOST-PORT:GUEST-PORT, for example tcp:8080:80");
            error.initCause(e);
            throw error;
        }
    }
}
