package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;
import java.time.LocalDateTime;

/** A display that people reach. Not thread-safe. */
public final class GraphicsElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        SDL,
        VNC,
        SPICE,
        DBUS,
        RDP,
        DESKTOP,
        EGL_HEADLESS
    }

    /** The words of {@link #sharePolicy}. */
    public enum SharePolicy implements Word {
        ALLOW_EXCLUSIVE,
        FORCE_SHARED,
        IGNORE
    }

    /** The words of {@link #connected}. */
    public enum Connected implements Word {
        KEEP,
        FAIL,
        DISCONNECT
    }

    /** The words of {@link #imageCompression}. */
    public enum ImageCompression implements Word {
        AUTO_GLZ("auto_glz"),
        AUTO_LZ("auto_lz"),
        QUIC("quic"),
        GLZ("glz"),
        LZ("lz"),
        OFF("off");

        private final String word;

        ImageCompression(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** The words of {@link #streamingMode}. */
    public enum StreamingMode implements Word {
        FILTER,
        ALL,
        OFF
    }

    /** The words of {@link #mouseMode}. */
    public enum MouseMode implements Word {
        SERVER,
        CLIENT
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <graphics>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static GraphicsElement of(XmlDocument document) {
        return new GraphicsElement(Roots.of(document, io.hv.xml.wire.domain.Graphics.class));
    }

    GraphicsElement(Place here) {
        super(here);
    }

    /** How it is reached, with what belongs to that: {@link #type}, {@link #port} and others in one. */
    public Value<GraphicsDisplay> kind() {
        return new GraphicsDisplayValue(here);
    }

    /** Where it listens: the first of {@link #listens}, and {@link #listen} and {@link #socket}, in one. */
    public Value<GraphicsListen> listening() {
        return new GraphicsListenValue(here);
    }

    /** How it is reached. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code display}. */
    public TextValue<String> display() {
        return here.attribute("display", Form.TEXT);
    }

    /** {@code xauth}. */
    public TextValue<String> xauth() {
        return here.attribute("xauth", Form.TEXT);
    }

    /** {@code fullscreen}, yes or no. */
    public TextValue<Boolean> fullscreen() {
        return here.attribute("fullscreen", Form.YES_NO);
    }

    /** The TCP port; -1 where libvirt chooses one. */
    public NumberValue port() {
        return here.number("port", Numbers.decimal(-1, 65_535));
    }

    /** Whether libvirt chooses the port, yes or no. */
    public TextValue<Boolean> autoport() {
        return here.attribute("autoport", Form.YES_NO);
    }

    /** {@code websocket}, -1 to 65,535. */
    public NumberValue websocket() {
        return here.number("websocket", Numbers.decimal(-1, 65_535));
    }

    /** The address on which it listens; newer documents have {@link #listens}. */
    public TextValue<String> listen() {
        return here.attribute("listen", Form.TEXT);
    }

    /** {@code sharePolicy}, a {@link SharePolicy}. */
    public TextValue<SharePolicy> sharePolicy() {
        return here.attribute("sharePolicy", Form.words(SharePolicy.class));
    }

    /** {@code powerControl}, yes or no. */
    public TextValue<Boolean> powerControl() {
        return here.attribute("powerControl", Form.YES_NO);
    }

    /** {@code socket}, a path on the host. */
    public TextValue<HostPath> socket() {
        return here.attribute("socket", Form.PATH);
    }

    /** The password, in plain text. */
    public TextValue<String> passwd() {
        return here.attribute("passwd", Form.TEXT);
    }

    /** {@code keymap}. */
    public TextValue<String> keymap() {
        return here.attribute("keymap", Form.TEXT);
    }

    /** When the password ends, in UTC. */
    public TextValue<LocalDateTime> passwdValidTo() {
        return here.attribute("passwdValidTo", Form.TIME);
    }

    /** {@code connected}, a {@link Connected}. */
    public TextValue<Connected> connected() {
        return here.attribute("connected", Form.words(Connected.class));
    }

    /** {@code tlsPort}, -1 to 65,535. */
    public NumberValue tlsPort() {
        return here.number("tlsPort", Numbers.decimal(-1, 65_535));
    }

    /** {@code defaultMode}, a {@link SpiceSecurity}. */
    public TextValue<SpiceSecurity> defaultMode() {
        return here.attribute("defaultMode", Form.words(SpiceSecurity.class));
    }

    /** {@code address}. */
    public TextValue<String> address() {
        return here.attribute("address", Form.TEXT);
    }

    /** {@code p2p}, yes or no. */
    public TextValue<Boolean> p2p() {
        return here.attribute("p2p", Form.YES_NO);
    }

    /** {@code replaceUser}, yes or no. */
    public TextValue<Boolean> replaceUser() {
        return here.attribute("replaceUser", Form.YES_NO);
    }

    /** {@code multiUser}, yes or no. */
    public TextValue<Boolean> multiUser() {
        return here.attribute("multiUser", Form.YES_NO);
    }

    /** OpenGL on the host. */
    public Gl gl() {
        return new Gl(here.child("gl"));
    }

    /** {@code <audio id>}, 0 to 255. */
    public NumberValue audio() {
        return here.child("audio").onlyNumber("id", Numbers.likeC(0, 255));
    }

    /** Where it listens, one element each. */
    public Elements<ListenElement> listens() {
        return here.all("listen", ListenElement::new);
    }

    /** Of SPICE: its channels, one element each. */
    public Elements<Channel> channels() {
        return here.all("channel", Channel::new);
    }

    /** {@code <image compression>}, an {@link ImageCompression}. */
    public TextValue<ImageCompression> imageCompression() {
        return here.child("image").only("compression", Form.words(ImageCompression.class));
    }

    /** {@code <jpeg compression>}, a {@link SpiceWanCompression}. */
    public TextValue<SpiceWanCompression> jpegCompression() {
        return here.child("jpeg").only("compression", Form.words(SpiceWanCompression.class));
    }

    /** {@code <zlib compression>}, a {@link SpiceWanCompression}. */
    public TextValue<SpiceWanCompression> zlibCompression() {
        return here.child("zlib").only("compression", Form.words(SpiceWanCompression.class));
    }

    /** {@code <playback compression>}, on or off. */
    public TextValue<Boolean> playbackCompression() {
        return here.child("playback").only("compression", Form.ON_OFF);
    }

    /** {@code <streaming mode>}, a {@link StreamingMode}. */
    public TextValue<StreamingMode> streamingMode() {
        return here.child("streaming").only("mode", Form.words(StreamingMode.class));
    }

    /** {@code <clipboard copypaste>}, yes or no. */
    public TextValue<Boolean> clipboardCopypaste() {
        return here.child("clipboard").only("copypaste", Form.YES_NO);
    }

    /** {@code <mouse mode>}, a {@link MouseMode}. */
    public TextValue<MouseMode> mouseMode() {
        return here.child("mouse").only("mode", Form.words(MouseMode.class));
    }

    /** {@code <filetransfer enable>}, yes or no. */
    public TextValue<Boolean> filetransfer() {
        return here.child("filetransfer").only("enable", Form.YES_NO);
    }

    /** OpenGL on the host. */
    public static final class Gl extends Element {

        Gl(Place here) {
            super(here);
        }

        /** {@code enable}, yes or no. */
        public TextValue<Boolean> enable() {
            return here.attribute("enable", Form.YES_NO);
        }

        /** {@code rendernode}, a path on the host. */
        public TextValue<HostPath> rendernode() {
            return here.attribute("rendernode", Form.PATH);
        }
    }
    /** A channel of SPICE. */
    public static final class Channel extends Element {

        /** The words of {@link #name}. */
        public enum Name implements Word {
            MAIN,
            DISPLAY,
            INPUTS,
            CURSOR,
            PLAYBACK,
            RECORD,
            SMARTCARD,
            USBREDIR
        }

        Channel(Place here) {
            super(here);
        }

        /** {@code name}, a {@link Name}. */
        public TextValue<Name> name() {
            return here.attribute("name", Form.words(Name.class));
        }

        /** {@code mode}, a {@link SpiceSecurity}. */
        public TextValue<SpiceSecurity> mode() {
            return here.attribute("mode", Form.words(SpiceSecurity.class));
        }
    }
}
