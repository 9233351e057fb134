// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <graphics>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "graphics")
public final class Graphics extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "display")
    public @Nullable String display;

    @XmlAttribute(name = "xauth")
    public @Nullable String xauth;

    @XmlAttribute(name = "fullscreen")
    public @Nullable String fullscreen;

    @XmlAttribute(name = "port")
    public @Nullable String port;

    @XmlAttribute(name = "autoport")
    public @Nullable String autoport;

    @XmlAttribute(name = "websocket")
    public @Nullable String websocket;

    @XmlAttribute(name = "listen")
    public @Nullable String listen;

    @XmlAttribute(name = "sharePolicy")
    public @Nullable String sharePolicy;

    @XmlAttribute(name = "powerControl")
    public @Nullable String powerControl;

    @XmlAttribute(name = "socket")
    public @Nullable String socket;

    @XmlAttribute(name = "passwd")
    public @Nullable String passwd;

    @XmlAttribute(name = "keymap")
    public @Nullable String keymap;

    @XmlAttribute(name = "passwdValidTo")
    public @Nullable String passwdValidTo;

    @XmlAttribute(name = "connected")
    public @Nullable String connected;

    @XmlAttribute(name = "tlsPort")
    public @Nullable String tlsPort;

    @XmlAttribute(name = "defaultMode")
    public @Nullable String defaultMode;

    @XmlAttribute(name = "address")
    public @Nullable String address;

    @XmlAttribute(name = "p2p")
    public @Nullable String p2p;

    @XmlAttribute(name = "replaceUser")
    public @Nullable String replaceUser;

    @XmlAttribute(name = "multiUser")
    public @Nullable String multiUser;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Graphics.Gl.class),
        @XmlElementRef(type = Graphics.Audio.class),
        @XmlElementRef(type = Listen.class),
        @XmlElementRef(type = Graphics.Channel.class),
        @XmlElementRef(type = Graphics.Image.class),
        @XmlElementRef(type = Graphics.Jpeg.class),
        @XmlElementRef(type = Graphics.Zlib.class),
        @XmlElementRef(type = Graphics.Playback.class),
        @XmlElementRef(type = Graphics.Streaming.class),
        @XmlElementRef(type = Clipboard.class),
        @XmlElementRef(type = Mouse.class),
        @XmlElementRef(type = Graphics.Filetransfer.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }

    /** {@code <gl>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "gl")
    public static final class Gl extends WireLeaf {

        @XmlAttribute(name = "enable")
        public @Nullable String enable;

        @XmlAttribute(name = "rendernode")
        public @Nullable String rendernode;
    }

    /** {@code <audio>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "audio")
    public static final class Audio extends WireLeaf {

        @XmlAttribute(name = "id")
        public @Nullable String id;
    }

    /** {@code <channel>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "channel")
    public static final class Channel extends WireLeaf {

        @XmlAttribute(name = "name")
        public @Nullable String name;

        @XmlAttribute(name = "mode")
        public @Nullable String mode;
    }

    /** {@code <image>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "image")
    public static final class Image extends WireLeaf {

        @XmlAttribute(name = "compression")
        public @Nullable String compression;
    }

    /** {@code <jpeg>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "jpeg")
    public static final class Jpeg extends WireLeaf {

        @XmlAttribute(name = "compression")
        public @Nullable String compression;
    }

    /** {@code <zlib>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "zlib")
    public static final class Zlib extends WireLeaf {

        @XmlAttribute(name = "compression")
        public @Nullable String compression;
    }

    /** {@code <playback>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "playback")
    public static final class Playback extends WireLeaf {

        @XmlAttribute(name = "compression")
        public @Nullable String compression;
    }

    /** {@code <streaming>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "streaming")
    public static final class Streaming extends WireLeaf {

        @XmlAttribute(name = "mode")
        public @Nullable String mode;
    }

    /** {@code <filetransfer>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "filetransfer")
    public static final class Filetransfer extends WireLeaf {

        @XmlAttribute(name = "enable")
        public @Nullable String enable;
    }
}
