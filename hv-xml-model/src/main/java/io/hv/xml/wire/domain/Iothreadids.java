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

/** {@code <iothreadids>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "iothreadids")
public final class Iothreadids extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Iothreadids.Iothread.class),
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

    /** {@code <iothread>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "iothread")
    public static final class Iothread extends WireLeaf {

        @XmlAttribute(name = "id")
        public @Nullable String id;

        @XmlAttribute(name = "thread_pool_min")
        public @Nullable String threadPoolMin;

        @XmlAttribute(name = "thread_pool_max")
        public @Nullable String threadPoolMax;
    }
}
