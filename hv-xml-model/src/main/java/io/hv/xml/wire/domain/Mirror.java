// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <mirror>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "mirror")
public final class Mirror extends WireElement {

    @XmlAttribute(name = "file")
    public @Nullable String file;

    @XmlAttribute(name = "format")
    public @Nullable String format;

    @XmlAttribute(name = "job")
    public @Nullable String job;

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "ready")
    public @Nullable String ready;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Source.class),
        @XmlElementRef(type = Format.class),
        @XmlElementRef(type = BackingStore.class),
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
