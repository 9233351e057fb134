/**
 * QEMU's guest agent protocol, spoken by {@link io.hv.backend.agent.AgentClient} over an {@link io.hv.backend.agent.AgentWire}:
 * a backend has one already, as libvirt does, or gives {@link io.hv.backend.agent.ChannelWire} the bytes of a virtio port.
 *
 * @see <a href="https://qemu-project.gitlab.io/qemu/interop/qemu-ga-ref.html">the protocol's reference</a>
 */
@NullMarked
package io.hv.backend.agent;

import org.jspecify.annotations.NullMarked;
