package io.hv.xml.domain;

import io.hv.HostPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the {@code type} of a display and what belongs to it say how it is reached. */
final class GraphicsDisplayValue extends KindValue<GraphicsDisplay> {

    private static final int AUTOMATIC = -1;
    private static final Form<Long> PORT = Numbers.decimal(AUTOMATIC, 65_535);

    private static final Kinds KINDS = new Kinds(
            Set.of("@type"),
            Map.of(
                    "sdl", Set.of("@display", "@xauth", "@fullscreen", "gl/@enable"),
                    "vnc",
                            Set.of(
                                    "@port",
                                    "@autoport",
                                    "@websocket",
                                    "@listen",
                                    "@socket",
                                    "@sharePolicy",
                                    "@powerControl",
                                    "@passwd",
                                    "@passwdValidTo",
                                    "@keymap",
                                    "@connected",
                                    "audio",
                                    "listen"),
                    "spice",
                            Set.of(
                                    "@port",
                                    "@tlsPort",
                                    "@autoport",
                                    "@listen",
                                    "@passwd",
                                    "@passwdValidTo",
                                    "@keymap",
                                    "@connected",
                                    "@defaultMode",
                                    "listen",
                                    "channel",
                                    "image",
                                    "jpeg",
                                    "zlib",
                                    "playback",
                                    "streaming",
                                    "clipboard",
                                    "mouse",
                                    "filetransfer",
                                    "gl/@enable",
                                    "gl/@rendernode"),
                    "dbus", Set.of("@address", "@p2p", "audio", "gl/@enable", "gl/@rendernode"),
                    "rdp", Set.of("@port", "@autoport", "@listen", "@replaceUser", "@multiUser", "listen"),
                    "desktop", Set.of("@display", "@fullscreen"),
                    "egl-headless", Set.of("gl/@rendernode")),
            Map.of(
                    "@type", Form.WORD,
                    "@port", PORT,
                    "@tlsPort", PORT,
                    "@autoport", Form.WORD,
                    "@p2p", Form.WORD,
                    "gl/@enable", Form.WORD,
                    "listen/@type", Form.WORD));

    private final GraphicsElement graphics;
    private final Place listen;

    GraphicsDisplayValue(Place place) {
        super(place, KINDS);
        this.graphics = new GraphicsElement(place);
        this.listen = place.child("listen");
    }

    @Override
    @Nullable
    GraphicsDisplay read() {
        GraphicsElement.Type type = graphics.type().read();
        if (type == null) {
            return null;
        }
        return switch (type) {
            case SDL -> new GraphicsDisplay.Sdl(attributes.text("display"), pathIfAny("xauth"));
            case VNC -> new GraphicsDisplay.Vnc(vncPort());
            case SPICE -> new GraphicsDisplay.Spice(port("port"), port("tlsPort"));
            case DBUS -> dbus();
            case RDP -> new GraphicsDisplay.Rdp(portOrAutomatic());
            case DESKTOP -> new GraphicsDisplay.Desktop(attributes.text("display"));
            case EGL_HEADLESS -> new GraphicsDisplay.EglHeadless();
        };
    }

    /** What stands beside an automatic port is what libvirt has chosen, and not what it is told. */
    private int port(String name) {
        return graphics.autoport().or(false)
                ? AUTOMATIC
                : place.number(name, PORT).or(0L).intValue();
    }

    /** Without a port libvirt chooses one. */
    private int portOrAutomatic() {
        int port = port("port");
        return port == 0 ? AUTOMATIC : port;
    }

    /** A socket, or a connection that is handed over, stands for no port at all, whatever is said of one. */
    private int vncPort() {
        if (isWithoutTcp()) {
            return 0;
        }
        boolean said = attributes.text("port") != null;
        int port = port("port");
        if (port == 0) {
            return said || says("autoport", "no") ? 0 : AUTOMATIC;
        }
        return port == AUTOMATIC && says("autoport", "no") ? 0 : port;
    }

    private boolean isWithoutTcp() {
        return attributes.text("socket") != null || listensWithoutTcp();
    }

    private boolean listensWithoutTcp() {
        String type = new ListenElement(listen).type().raw().orElse("").strip();
        return type.equals(ListenElement.Type.SOCKET.word()) || type.equals(ListenElement.Type.NONE.word());
    }

    private @Nullable HostPath pathIfAny(String name) {
        return attributes.text(name) == null ? null : attributes.path(name);
    }

    private GraphicsDisplay dbus() {
        String address = attributes.text("address");
        if (!graphics.p2p().or(false)) {
            return new GraphicsDisplay.Dbus(address);
        }
        if (address != null) {
            throw wrong("there is a bus, and it goes from peer to peer");
        }
        return new GraphicsDisplay.DbusPeer();
    }

    @Override
    void write(GraphicsDisplay display) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        GraphicsElement.Type type;
        if (display instanceof GraphicsDisplay.Sdl sdl) {
            type = GraphicsElement.Type.SDL;
            wanted.put("@display", checked(sdl.display()));
            wanted.put("@xauth", sdl.xauth() == null ? null : Form.PATH.format(sdl.xauth()));
        } else if (display instanceof GraphicsDisplay.Vnc vnc) {
            type = GraphicsElement.Type.VNC;
            putVncPort(wanted, vnc.port());
        } else if (display instanceof GraphicsDisplay.Spice spice) {
            type = GraphicsElement.Type.SPICE;
            boolean automatic = spice.port() == AUTOMATIC && spice.tlsPort() == AUTOMATIC;
            String port = PORT.format((long) spice.port());
            String tlsPort = PORT.format((long) spice.tlsPort());
            wanted.put("@port", automatic || spice.port() == 0 ? null : port);
            wanted.put("@tlsPort", automatic || spice.tlsPort() == 0 ? null : tlsPort);
            wanted.put("@autoport", autoport(automatic));
        } else if (display instanceof GraphicsDisplay.Dbus dbus) {
            type = GraphicsElement.Type.DBUS;
            wanted.put("@address", checked(dbus.address()));
            wanted.put("@p2p", null);
        } else if (display instanceof GraphicsDisplay.DbusPeer) {
            type = GraphicsElement.Type.DBUS;
            wanted.put("@address", null);
            wanted.put("@p2p", "yes");
        } else if (display instanceof GraphicsDisplay.Rdp rdp) {
            type = GraphicsElement.Type.RDP;
            putPort(wanted, rdp.port());
        } else if (display instanceof GraphicsDisplay.Desktop desktop) {
            type = GraphicsElement.Type.DESKTOP;
            wanted.put("@display", checked(desktop.display()));
        } else {
            type = GraphicsElement.Type.EGL_HEADLESS;
        }
        // VNC has one answer only to what becomes of those who are connected.
        if (type == GraphicsElement.Type.VNC
                && !attributes.or("connected", "keep").strip().equals("keep")) {
            wanted.put("@connected", null);
        }
        // Where nothing but OpenGL is displayed, it is enabled without a word.
        if (type == GraphicsElement.Type.SDL
                || type == GraphicsElement.Type.SPICE
                || type == GraphicsElement.Type.DBUS) {
            boolean unsaid =
                    graphics.gl().exists() && graphics.gl().enable().raw().isEmpty();
            if (unsaid) {
                wanted.put("gl/@enable", "yes");
            }
        }
        wanted.put("@type", type.word());
        become(type.word(), wanted);
    }

    private void putVncPort(Map<String, @Nullable String> wanted, int port) {
        if (port == 0) {
            wanted.put("@port", null);
            wanted.put("@autoport", isWithoutTcp() ? null : "no");
            return;
        }
        putPort(wanted, port);
        wanted.put("@socket", null);
        if (listensWithoutTcp()) {
            wanted.put("listen/@type", ListenElement.Type.ADDRESS.word());
            wanted.put("listen/@socket", null);
        }
    }

    private void putPort(Map<String, @Nullable String> wanted, int port) {
        if (port == 0) {
            throw new IllegalArgumentException("a port of 1 to 65535 is wanted, or -1 for any");
        }
        wanted.put("@port", port == AUTOMATIC ? null : PORT.format((long) port));
        wanted.put("@autoport", autoport(port == AUTOMATIC));
    }

    /** A port is not chosen by libvirt unless that is said. */
    private @Nullable String autoport(boolean automatic) {
        if (automatic) {
            return "yes";
        }
        boolean meantNoPort = says("type", GraphicsElement.Type.VNC.word()) && attributes.text("port") == null;
        return says("autoport", "no") && !meantNoPort ? "no" : null;
    }
}
