package io.hv.xml.spec;

import io.hv.xml.wire.domain.Channel;
import io.hv.xml.wire.domain.ChannelTarget;
import io.hv.xml.wire.domain.Devices;
import io.hv.xml.wire.domain.Domain;
import java.util.List;

/** The guest agent's port: a channel with a socket of the host's choice. */
final class AgentElements {

    private static final String NAME = "org.qemu.guest_agent.0";
    private static final String SOCKET = "unix";
    private static final String VIRTIO = "virtio";

    private AgentElements() {}

    static boolean isIn(Devices devices) {
        return !channels(devices).isEmpty();
    }

    /** One that is there already stays as it is. */
    static void write(boolean wanted, Domain domain) {
        if (!wanted) {
            domain.first(Devices.class).ifPresent(devices -> channels(devices).forEach(devices::remove));
            return;
        }
        Devices devices = Children.need(domain, Devices.class, Devices::new);
        if (!isIn(devices)) {
            Channel channel = new Channel();
            channel.type = SOCKET;
            ChannelTarget target = new ChannelTarget();
            target.type = VIRTIO;
            target.name = NAME;
            channel.add(target);
            devices.add(channel);
        }
    }

    private static List<Channel> channels(Devices devices) {
        return devices.all(Channel.class).stream()
                .filter(channel -> SOCKET.equals(channel.type))
                .filter(channel -> channel.first(ChannelTarget.class)
                        .filter(target -> VIRTIO.equals(target.type) && NAME.equals(target.name))
                        .isPresent())
                .toList();
    }
}
