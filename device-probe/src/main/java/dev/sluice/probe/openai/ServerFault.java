package dev.sluice.probe.openai;

/** Why a server cannot be used, as far as it matters to who would come back later. */
public enum ServerFault {
  /** Nobody answers there, or not in time. */
  NOT_THERE,
  /** It has too much to do, or still loads its model. */
  BUSY,
  /** It is there, and has another model, or none. */
  NO_SUCH_MODEL,
  /** It answers, and not as the protocol or the probe asks for. */
  UNFIT
}
