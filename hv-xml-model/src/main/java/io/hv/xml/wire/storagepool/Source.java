// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.storagepool;

import io.hv.xml.wire.Mingled;
import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.basic.Adapter;
import io.hv.xml.wire.storage.Initiator;
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
@Mingled({
    SourceName.class,
    Device.class,
})
public final class Source extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = SourceName.class),
        @XmlElementRef(type = Device.class),
        @XmlElementRef(type = Vendor.class),
        @XmlElementRef(type = Product.class),
        @XmlElementRef(type = Format.class),
        @XmlElementRef(type = Host.class),
        @XmlElementRef(type = Dir.class),
        @XmlElementRef(type = Source.Protocol.class),
        @XmlElementRef(type = Initiator.class),
        @XmlElementRef(type = Auth.class),
        @XmlElementRef(type = Adapter.class),
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

    /** {@code <protocol>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "protocol")
    public static final class Protocol extends WireLeaf {

        @XmlAttribute(name = "ver")
        public @Nullable String ver;
    }
}
