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

/** {@code <driver>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "driver")
public final class InterfaceDriver extends WireElement {

    @XmlAttribute(name = "name")
    public @Nullable String name;

    @XmlAttribute(name = "queues")
    public @Nullable String queues;

    @XmlAttribute(name = "rx_queue_size")
    public @Nullable String rxQueueSize;

    @XmlAttribute(name = "tx_queue_size")
    public @Nullable String txQueueSize;

    @XmlAttribute(name = "txmode")
    public @Nullable String txmode;

    @XmlAttribute(name = "ioeventfd")
    public @Nullable String ioeventfd;

    @XmlAttribute(name = "event_idx")
    public @Nullable String eventIdx;

    @XmlAttribute(name = "iommu")
    public @Nullable String iommu;

    @XmlAttribute(name = "ats")
    public @Nullable String ats;

    @XmlAttribute(name = "packed")
    public @Nullable String packed;

    @XmlAttribute(name = "page_per_vq")
    public @Nullable String pagePerVq;

    @XmlAttribute(name = "rss")
    public @Nullable String rss;

    @XmlAttribute(name = "rss_hash_report")
    public @Nullable String rssHashReport;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = InterfaceDriver.Host.class),
        @XmlElementRef(type = InterfaceDriver.Guest.class),
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

    /** {@code <host>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "host")
    public static final class Host extends WireLeaf {

        @XmlAttribute(name = "csum")
        public @Nullable String csum;

        @XmlAttribute(name = "gso")
        public @Nullable String gso;

        @XmlAttribute(name = "tso4")
        public @Nullable String tso4;

        @XmlAttribute(name = "tso6")
        public @Nullable String tso6;

        @XmlAttribute(name = "ecn")
        public @Nullable String ecn;

        @XmlAttribute(name = "ufo")
        public @Nullable String ufo;

        @XmlAttribute(name = "mrg_rxbuf")
        public @Nullable String mrgRxbuf;
    }

    /** {@code <guest>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "guest")
    public static final class Guest extends WireLeaf {

        @XmlAttribute(name = "csum")
        public @Nullable String csum;

        @XmlAttribute(name = "tso4")
        public @Nullable String tso4;

        @XmlAttribute(name = "tso6")
        public @Nullable String tso6;

        @XmlAttribute(name = "ecn")
        public @Nullable String ecn;

        @XmlAttribute(name = "ufo")
        public @Nullable String ufo;
    }
}
