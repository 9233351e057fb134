package io.hv.xml.domain;

import io.hv.HostPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the first {@code <listen>} of a display says where it listens, or an attribute that is older than that element.
 * libvirt wants the two to say the same.
 */
final class GraphicsListenValue extends KindValue<GraphicsListen> {

    private static final Kinds KINDS = new Kinds(
            Set.of("listen/@type"),
            Map.of(
                    "address", Set.of("@listen", "listen/@address"),
                    "network", Set.of("listen/@network", "listen/@address"),
                    "socket", Set.of("@socket", "listen/@socket"),
                    "none", Set.of()),
            Map.of("listen/@type", Form.WORD));

    private final Place listen;

    GraphicsListenValue(Place graphics) {
        super(graphics, KINDS);
        this.listen = graphics.child("listen");
    }

    @Override
    public String xpath() {
        return listen.path();
    }

    @Override
    public void clear() {
        attributes.put("listen", null);
        attributes.put("socket", null);
        new GraphicsElement(place).listens().clear();
    }

    @Override
    @Nullable
    GraphicsListen read() {
        String address = attributes.text("listen");
        HostPath socket = attributes.text("socket") == null ? null : attributes.path("socket");
        if (listen.find() == null) {
            if (address != null && socket != null) {
                throw wrong("it listens at an address and at a socket");
            }
            if (socket != null) {
                return new GraphicsListen.Socket(socket);
            }
            return address == null ? null : new GraphicsListen.Address(address);
        }
        ListenElement element = new ListenElement(listen);
        return switch (element.type().get().orElseThrow(() -> wrong("there is no type"))) {
            case ADDRESS -> new GraphicsListen.Address(same(element.address().read(), address));
            case NETWORK ->
                new GraphicsListen.Network(element.network().get().orElseThrow(() -> wrong("there is no network")));
            case SOCKET -> new GraphicsListen.Socket(same(element.socket().read(), socket));
            case NONE -> new GraphicsListen.Nowhere();
        };
    }

    private <T> @Nullable T same(@Nullable T here, @Nullable T before) {
        if (here != null && before != null && !here.equals(before)) {
            throw wrong("it listens at " + here + " and at " + before);
        }
        return here == null ? before : here;
    }

    @Override
    void write(GraphicsListen where) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        ListenElement.Type type;
        boolean old = false;
        if (where instanceof GraphicsListen.Address address) {
            type = ListenElement.Type.ADDRESS;
            String text = checked(address.address());
            old = put(wanted, "listen", "listen/@address", text);
        } else if (where instanceof GraphicsListen.Network network) {
            type = ListenElement.Type.NETWORK;
            wanted.put("listen/@network", Form.checked(network.name()));
            wanted.put("listen/@address", null); // the host's in another network
        } else if (where instanceof GraphicsListen.Socket socket) {
            type = ListenElement.Type.SOCKET;
            String text = socket.path() == null ? null : Form.PATH.format(socket.path());
            old = put(wanted, "socket", "listen/@socket", text);
        } else {
            type = ListenElement.Type.NONE;
        }
        if (!old) {
            wanted.put("listen/@type", type.word());
        }
        become(type.word(), wanted);
    }

    /** Says whether the older attribute says it alone. */
    private boolean put(Map<String, @Nullable String> wanted, String old, String path, @Nullable String text) {
        boolean written = attributes.text(old) != null;
        if (written) {
            wanted.put("@" + old, text);
        }
        boolean alone = written && text != null && listen.find() == null;
        if (!alone) {
            wanted.put(path, text);
        }
        return alone;
    }
}
