// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.storage.Reconnect;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <source>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "source")
public final class QemucdevSrcDefSource extends WireElement {

    @XmlAttribute(name = "mode")
    public @Nullable String mode;

    @XmlAttribute(name = "path")
    public @Nullable String path;

    @XmlAttribute(name = "host")
    public @Nullable String host;

    @XmlAttribute(name = "service")
    public @Nullable String service;

    @XmlAttribute(name = "channel")
    public @Nullable String channel;

    @XmlAttribute(name = "master")
    public @Nullable String master;

    @XmlAttribute(name = "slave")
    public @Nullable String slave;

    @XmlAttribute(name = "append")
    public @Nullable String append;

    @XmlAttribute(name = "tls")
    public @Nullable String tls;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Reconnect.class),
        @XmlElementRef(type = DevSeclabel.class),
        @XmlElementRef(type = Clipboard.class),
        @XmlElementRef(type = Mouse.class),
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
}
