/** The one thread of a machine that is not a vCPU: timers, tasks, and descriptors that become ready (epoll(7)). */
@NullMarked
package io.hv.kvm.loop;

import org.jspecify.annotations.NullMarked;
