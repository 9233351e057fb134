/** The way from a network inside this process to what its host reaches, by passt, which needs no rights. */
@NullMarked
package io.hv.kvm.net.passt;

import org.jspecify.annotations.NullMarked;
