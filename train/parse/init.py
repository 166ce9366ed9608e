"""Starts a network from the weights of an earlier run."""
import pickle


def load(net, path):
    import __main__
    import train
    if not hasattr(__main__, "Space"):
        __main__.Space = train.Space
    with open(path, "rb") as f:
        state = pickle.load(f)["state"]
    net.load_state_dict({k: v.float() for k, v in state.items()})
