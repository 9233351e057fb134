package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** How a network interface is run. Not thread-safe. */
public final class InterfaceDriverElement extends Element {

    /** The words of {@link #name}. */
    public enum Name implements Word {
        KVM,
        VFIO,
        XEN,
        QEMU,
        VHOST
    }

    /** The words of {@link #txmode}. */
    public enum Txmode implements Word {
        IOTHREAD,
        TIMER
    }

    InterfaceDriverElement(Place here) {
        super(here);
    }

    /** Who runs it; {@code vhost} is the host's kernel. */
    public TextValue<Name> name() {
        return here.attribute("name", Form.words(Name.class));
    }

    /** {@code queues}, 1 or more. */
    public NumberValue queues() {
        return here.number("queues", Numbers.decimal(1, Numbers.ANY));
    }

    /** {@code rx_queue_size}, 1 or more. */
    public NumberValue rxQueueSize() {
        return here.number("rx_queue_size", Numbers.decimal(1, Numbers.ANY));
    }

    /** {@code tx_queue_size}, 1 or more. */
    public NumberValue txQueueSize() {
        return here.number("tx_queue_size", Numbers.decimal(1, Numbers.ANY));
    }

    /** {@code txmode}, a {@link Txmode}. */
    public TextValue<Txmode> txmode() {
        return here.attribute("txmode", Form.words(Txmode.class));
    }

    /** Whether the host's kernel takes notifications, on or off. */
    public TextValue<Boolean> ioeventfd() {
        return here.attribute("ioeventfd", Form.ON_OFF);
    }

    /** Whether notifications are held back while they are not wanted, on or off. */
    public TextValue<Boolean> eventIdx() {
        return here.attribute("event_idx", Form.ON_OFF);
    }

    /** Whether it goes through the guest's IOMMU, on or off. */
    public TextValue<Boolean> iommu() {
        return here.attribute("iommu", Form.ON_OFF);
    }

    /** Whether it has address translation services, on or off. */
    public TextValue<Boolean> ats() {
        return here.attribute("ats", Form.ON_OFF);
    }

    /** Whether its queues are packed, on or off. */
    public TextValue<Boolean> packed() {
        return here.attribute("packed", Form.ON_OFF);
    }

    /** Whether each queue has a page for its notifications, on or off. */
    public TextValue<Boolean> pagePerVq() {
        return here.attribute("page_per_vq", Form.ON_OFF);
    }

    /** {@code rss}, on or off. */
    public TextValue<Boolean> rss() {
        return here.attribute("rss", Form.ON_OFF);
    }

    /** {@code rss_hash_report}, on or off. */
    public TextValue<Boolean> rssHashReport() {
        return here.attribute("rss_hash_report", Form.ON_OFF);
    }

    /** What is offloaded on the host. */
    public Host host() {
        return new Host(here.child("host"));
    }

    /** What is offloaded in the guest. */
    public Guest guest() {
        return new Guest(here.child("guest"));
    }

    /** What is offloaded on the host. */
    public static final class Host extends Element {

        Host(Place here) {
            super(here);
        }

        /** {@code csum}, on or off. */
        public TextValue<Boolean> csum() {
            return here.attribute("csum", Form.ON_OFF);
        }

        /** {@code gso}, on or off. */
        public TextValue<Boolean> gso() {
            return here.attribute("gso", Form.ON_OFF);
        }

        /** {@code tso4}, on or off. */
        public TextValue<Boolean> tso4() {
            return here.attribute("tso4", Form.ON_OFF);
        }

        /** {@code tso6}, on or off. */
        public TextValue<Boolean> tso6() {
            return here.attribute("tso6", Form.ON_OFF);
        }

        /** {@code ecn}, on or off. */
        public TextValue<Boolean> ecn() {
            return here.attribute("ecn", Form.ON_OFF);
        }

        /** {@code ufo}, on or off. */
        public TextValue<Boolean> ufo() {
            return here.attribute("ufo", Form.ON_OFF);
        }

        /** {@code mrg_rxbuf}, on or off. */
        public TextValue<Boolean> mrgRxbuf() {
            return here.attribute("mrg_rxbuf", Form.ON_OFF);
        }
    }
    /** What is offloaded in the guest. */
    public static final class Guest extends Element {

        Guest(Place here) {
            super(here);
        }

        /** {@code csum}, on or off. */
        public TextValue<Boolean> csum() {
            return here.attribute("csum", Form.ON_OFF);
        }

        /** {@code tso4}, on or off. */
        public TextValue<Boolean> tso4() {
            return here.attribute("tso4", Form.ON_OFF);
        }

        /** {@code tso6}, on or off. */
        public TextValue<Boolean> tso6() {
            return here.attribute("tso6", Form.ON_OFF);
        }

        /** {@code ecn}, on or off. */
        public TextValue<Boolean> ecn() {
            return here.attribute("ecn", Form.ON_OFF);
        }

        /** {@code ufo}, on or off. */
        public TextValue<Boolean> ufo() {
            return here.attribute("ufo", Form.ON_OFF);
        }
    }
}
