package io.hv.xml.domain;

import io.hv.HostPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a {@code type} and one or two {@code <source>} together say what is at the other end of a character device. */
final class CharacterSourceValue extends SourceValue<CharacterSource> {

    private static final Set<String> FILE = Set.of("@path", "@append");
    private static final Set<String> EMPTY = Set.of();

    private static final Kinds KINDS = new Kinds(Map.ofEntries(
            Map.entry("pty", Set.of("@path")),
            Map.entry("file", FILE),
            Map.entry("dev", Set.of("@path")),
            Map.entry("pipe", Set.of("@path")),
            Map.entry("unix", Set.of("@path", "@mode", "reconnect")),
            Map.entry("tcp", Set.of("@mode", "@host", "@service", "@tls", "reconnect")),
            Map.entry("udp", Set.of("@mode", "@host", "@service")),
            Map.entry("null", EMPTY),
            Map.entry("stdio", EMPTY),
            Map.entry("vc", EMPTY),
            Map.entry("spicevmc", EMPTY),
            Map.entry("spiceport", Set.of("@channel")),
            Map.entry("nmdm", Set.of("@master", "@slave")),
            Map.entry("qemu-vdagent", Set.of("clipboard", "mouse")),
            Map.entry("dbus", Set.of("@channel"))));

    private final Elements<CharacterSourceElement> sources;

    CharacterSourceValue(Place device) {
        super(device, KINDS);
        this.sources = device.all("source", CharacterSourceElement::new);
    }

    @Override
    List<String> touched() {
        return List.of(device.path() + "/@type", device.path() + "/source");
    }

    @Override
    public void clear() {
        sources.clear();
    }

    @Override
    @Nullable
    CharacterSource read() {
        CharacterType type =
                device.attribute("type", Form.words(CharacterType.class)).read();
        if (type == null) {
            return null;
        }
        return switch (type) {
            case NULL -> new CharacterSource.Null();
            case STDIO -> new CharacterSource.Stdio();
            case VC -> new CharacterSource.Vc();
            case SPICEVMC -> new CharacterSource.SpiceAgent();
            case QEMU_VDAGENT -> new CharacterSource.QemuAgent();
            case PTY -> new CharacterSource.Pty(pathIfAny());
            case UNIX ->
                new CharacterSource.Unix(
                        pathIfAny(), attributes.or("mode", "connect").equals("bind"));
            default -> source.find() == null ? null : withSource(type);
        };
    }

    private CharacterSource withSource(CharacterType type) {
        return switch (type) {
            case FILE -> new CharacterSource.File(attributes.path("path"));
            case DEV -> new CharacterSource.Device(attributes.path("path"));
            case PIPE -> new CharacterSource.Pipe(attributes.path("path"));
            case TCP ->
                new CharacterSource.Tcp(
                        attributes.wanted("host"),
                        attributes.wanted("service"),
                        attributes.or("mode", "connect").equals("bind"));
            case UDP -> udp();
            case SPICEPORT -> new CharacterSource.SpicePort(attributes.wanted("channel"));
            case NMDM -> new CharacterSource.Nmdm(attributes.path("master"), attributes.path("slave"));
            default -> new CharacterSource.Dbus(attributes.wanted("channel"));
        };
    }

    private @Nullable HostPath pathIfAny() {
        return attributes.text("path") == null ? null : attributes.path("path");
    }

    private CharacterSource udp() {
        Attributes to = attributes;
        Attributes from = null;
        for (CharacterSourceElement each : sources) {
            Attributes of = new Attributes(each.here);
            if (of.or("mode", "connect").equals("bind")) {
                from = of;
            } else {
                to = of;
            }
        }
        return new CharacterSource.Udp(
                to.text("host"),
                to.wanted("service"),
                from == null ? null : from.text("host"),
                from == null ? null : from.text("service"));
    }

    @Override
    void write(CharacterSource named) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        if (named instanceof CharacterSource.Pty pty) {
            wanted.put("path", format(pty.path()));
            end("pty", wanted);
        } else if (named instanceof CharacterSource.File file) {
            wanted.put("path", format(file.path()));
            end("file", wanted);
        } else if (named instanceof CharacterSource.Device dev) {
            wanted.put("path", format(dev.path()));
            end("dev", wanted);
        } else if (named instanceof CharacterSource.Pipe pipe) {
            wanted.put("path", format(pipe.path()));
            end("pipe", wanted);
        } else if (named instanceof CharacterSource.Unix unix) {
            wanted.put("path", format(unix.path()));
            wanted.put("mode", mode(unix.server()));
            end("unix", wanted);
        } else if (named instanceof CharacterSource.Tcp tcp) {
            wanted.put("mode", mode(tcp.server()));
            wanted.put("host", Form.checked(tcp.host()));
            wanted.put("service", Form.checked(tcp.service()));
            end("tcp", wanted);
        } else if (named instanceof CharacterSource.Udp udp) {
            udp(udp);
        } else if (named instanceof CharacterSource.SpicePort port) {
            wanted.put("channel", Form.checked(port.channel()));
            end("spiceport", wanted);
        } else if (named instanceof CharacterSource.Nmdm nmdm) {
            wanted.put("master", format(nmdm.master()));
            wanted.put("slave", format(nmdm.slave()));
            end("nmdm", wanted);
        } else if (named instanceof CharacterSource.Dbus dbus) {
            wanted.put("channel", Form.checked(dbus.channel()));
            end("dbus", wanted);
        } else {
            end(wordOf(named), wanted);
        }
    }

    /** Of those that have nothing but a type. */
    private static String wordOf(CharacterSource named) {
        if (named instanceof CharacterSource.Null) {
            return "null";
        }
        if (named instanceof CharacterSource.Stdio) {
            return "stdio";
        }
        if (named instanceof CharacterSource.Vc) {
            return "vc";
        }
        return named instanceof CharacterSource.SpiceAgent ? "spicevmc" : "qemu-vdagent";
    }

    /** Only UDP has a second source. */
    private void end(String type, Map<String, @Nullable String> wanted) {
        while (sources.size() > 1) {
            sources.get(sources.size() - 1).remove();
        }
        connect(type, wanted);
    }

    private void udp(CharacterSource.Udp udp) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        boolean both = udp.localHost() != null || udp.localService() != null;
        wanted.put("mode", "connect");
        wanted.put("host", checked(udp.host()));
        wanted.put("service", Form.checked(udp.service()));
        String localHost = checked(udp.localHost());
        String localService = checked(udp.localService());
        end("udp", wanted);
        if (both) {
            Attributes local = new Attributes(sources.add().here);
            local.put("mode", "bind");
            local.put("host", localHost);
            local.put("service", localService);
        }
    }

    private static String mode(boolean server) {
        return server ? "bind" : "connect";
    }

    private static @Nullable String format(@Nullable HostPath path) {
        return path == null ? null : Form.PATH.format(path);
    }
}
