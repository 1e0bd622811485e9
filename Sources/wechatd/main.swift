print("wechatd")
