package dev.sluice.probe.llama;

import de.kherud.llama.LlamaModel;
import org.jspecify.annotations.Nullable;

/** Continues texts, with the binding's model. */
final class WritingWork implements ChildWork {
  private @Nullable ChildModel model;

  @Override
  public ChildReply loadLibrary() {
    try {
      Class.forName(LlamaModel.class.getName());
      return new ChildReply.Ready();
    } catch (LinkageError | ClassNotFoundException e) {
      return new ChildReply.NoLibrary(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public ChildReply answer(ChildRequest request, Runnable meanwhile) {
    if (request instanceof ChildRequest.Load load) {
      return load(load);
    }
    if (request instanceof ChildRequest.Complete complete && model != null) {
      return model.complete(complete, meanwhile);
    }
    return new ChildReply.Declined("no model is loaded that could write");
  }

  private ChildReply load(ChildRequest.Load request) {
    long start = System.nanoTime();
    try {
      model = ChildModel.load(request);
      return new ChildReply.Loaded(System.nanoTime() - start);
    } catch (RuntimeException e) {
      return new ChildReply.NotLoaded(String.valueOf(e.getMessage()));
    }
  }
}
